"""Makes the workbooks of this folder: python3 make.py, with openpyxl.

blank_openpyxl.xlsx is the blank form (stintag form blank.xlsx, two health centres)
filled in by openpyxl through its defined names; the *_libreoffice.xlsx are the
same workbooks saved by LibreOffice (soffice --convert-to xlsx).

returned_openpyxl.xlsx and returned_libreoffice.xlsx came back: sent.xlsx (6 below)
was sent back by form.Return as returned.xlsx, its licence date was corrected, and
each program saved it. LibreOffice has no hand to write the date with: it was given
a returned.xlsx in which workbook.Patch had.

blank_full_*.xlsx are the blank form with every box filled in (7 below), by openpyxl
and by typing in LibreOffice (through uno). blank_version1_*.xlsx are the same on the
blank form as it first was. blank_gotaland_openpyxl.xlsx is Västra Götaland's blank
form (stintag --now 2026-02-01T20:00:00+01:00 form blank_gotaland.xlsx) so filled in,
and blank_gotaland_libreoffice.xlsx the same saved by LibreOffice.
"""
import datetime, os
import openpyxl
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table, TableFormula, TableStyleInfo
out=os.path.dirname(os.path.abspath(__file__))
d=datetime.date
def save(wb,n): wb.save(os.path.join(out,n))

# 1. a health centre's own form: merged labels, headings, boxes, helper sheet
wb=openpyxl.Workbook(); ws=wb.active; ws.title='Anmälan'
ws.merge_cells('B2:H2'); ws['B2']='Intresseanmälan ST-läkare allmänmedicin'; ws['B2'].font=Font(size=16,bold=True)
ws['B3']='Skickas till Vårduppdrag senast den 1 i månaden'
r=5
def pair(l,v,fmt=None):
    global r
    ws.merge_cells(start_row=r,start_column=2,end_row=r,end_column=4); ws.cell(r,2,l).font=Font(bold=True)
    ws.merge_cells(start_row=r,start_column=5,end_row=r,end_column=8)
    c=ws.cell(r,5,v)
    if fmt: c.number_format=fmt
    r+=1
ws.cell(r,2,'ENHETEN').fill=PatternFill('solid',fgColor='DDDDDD'); r+=1
pair('Avser:','Ny ST'); pair('Hälsocentral:','Kolbäcks vårdcentral'); pair('Verksamhetschef:','Eva Berg'); pair('E-post:','eva.berg@kolback.example'); pair('Tfn:','0220-123 45')
ws.cell(r,2,'LÄKAREN').fill=PatternFill('solid',fgColor='DDDDDD'); r+=1
pair('Namn:','Lind, Cia'); pair('Leg läk sedan:',d(2018,2,1),'yyyy-mm-dd'); pair('AT gjord?','Ja'); pair('Regelverk:','ST2015')
ws.cell(r,2,'ANSTÄLLNING').fill=PatternFill('solid',fgColor='DDDDDD'); r+=1
pair('Redan anställd som ST? (Ja/Nej, datum)','Ja, 2024-09-02'); pair('Sysselsättningsgrad (%):','80 %')
pair('Planerad start:','HT 2025'); pair('Tänkt handledare:','Hans Vis'); pair('Antal ST-läkare idag:',4)
pair('Önskat schema:','Måndagar lediga')
h=wb.create_sheet('Listor'); h.sheet_state='hidden'
for i,x in enumerate(['Ny ST','Byte av vårdcentral','Dubbelspecialisering'],1): h.cell(i,1,x)
save(wb,'clinic_own.xlsx')

# 2. table of five doctors
wb=openpyxl.Workbook(); ws=wb.active; ws.title='Blad1'
ws['A1']='Intresseanmälningar från Sala vårdcentral, hösten 2024'
ws.append([]); ws.append(['Nr','ST-läkarens namn','Vårdcentral','Leg.datum','Svensk AT','Möjlig start ST','Anställd idag','Handledare','Kommentar'])
rows=[('Anna Ek',d(2016,5,4),'Ja',d(2025,1,13),'Nej','Hans Vis',None),('Bo Al','10/9','Ja','2025-02-01','Nej','Hans Vis','Kan börja tidigare'),
 ('Cia Lind',d(2019,1,15),'Nej','mars 2025','Nej','Vera Vis',None),('Dag Ö',20200301,'x','v 36 2025','j','Vera Vis',None),('Eli Ros',d(2021,6,1),'Ja',None,'Nej',None,None)]
for i,x in enumerate(rows,1): ws.append([i,x[0],'Sala vårdcentral',*x[1:]])
for row in ws.iter_rows(min_row=4,max_row=8):
    for c in row:
        if isinstance(c.value,d): c.number_format='yyyy-mm-dd'
ws.append([]); ws.append(['Med vänlig hälsning Eva Berg, verksamhetschef'])
save(wb,'table.xlsx')

# 3. boxes to tick in cells of their own
wb=openpyxl.Workbook(); ws=wb.active; ws.title='Ansökan'
L=[['Anmälan om ST'],['Vårdcentral','Sala vårdcentral'],['Läkarens för- och efternamn','Anna Ek'],['Legitimerad fr.o.m.','4 maj 2016'],
['Svensk AT','Ja','X','Nej',None],['Redan anställd som ST?','Ja',None,'Nej','X'],['Önskad start','13/1 2025'],['Skyddade personuppgifter','☐','Ja','☒','Nej'],['BT-intyg','Ej aktuellt']]
for x in L: ws.append(x)
save(wb,'boxes.xlsx')

# 4. label above value, two columns, 1904 dates
wb=openpyxl.Workbook(); wb.epoch=openpyxl.utils.datetime.CALENDAR_MAC_1904; ws=wb.active
for i,(a,b,c) in enumerate([('Arbetsställe','Läkare','Läkarlegitimation'),('Sala vårdcentral','Anna Ek',d(2016,5,4)),(None,)*3,('Tillträde','Anställd idag','Personnummer'),(d(2025,1,13),'nej','19811218-9876')],3):
    for j,v in enumerate((a,b,c),2):
        if v is not None:
            ws.cell(i,j,v)
            if isinstance(v,d): ws.cell(i,j).number_format='yyyy-mm-dd'
save(wb,'above_1904.xlsx')

# 5. our blank form, filled in by a program that knows only its names
if os.path.exists('blank.xlsx'):
    wb=openpyxl.load_workbook('blank.xlsx')
    v=dict(kind='Ny ST',centre='Sala vårdcentral',manager='Eva Berg',doctor='Anna Ek',licence_date=d(2016,5,4),swedish_at='Ja',
        employed='Nej',possible_start='HT 2025',degree=0.8,supervisor='Hans Vis',comment='Gärna före jul.')
    for field,x in v.items():
        sheet,at=next(iter(wb.defined_names['f_'+field].destinations))
        wb[sheet][at.replace('$','')].value=x
    save(wb,'blank_openpyxl.xlsx')

# 6. our blank form with two faults and a comment, and the same when it came back
if os.path.exists('blank.xlsx'):
    from openpyxl.comments import Comment
    wb=openpyxl.load_workbook('blank.xlsx')
    v=dict(kind='Ny ST',centre='Sala vårdcentral',doctor='Anna Ek',licence_date='10/9',swedish_at='Ja',employed='Nej',personal_number='19811218-9876')
    def at(field):
        sheet,a=next(iter(wb.defined_names['f_'+field].destinations)); return wb[sheet][a.replace('$','')]
    for field,x in v.items(): at(field).value=x
    at('possible_start').comment=Comment('Frågar Anna.','Eva Berg')
    wb.save('sent.xlsx')
if os.path.exists('returned.xlsx'):
    wb=openpyxl.load_workbook('returned.xlsx')
    at('licence_date').value=d(2016,5,4)
    save(wb,'returned_openpyxl.xlsx')

# 7. every box of our blank form
EVERY=dict(kind='Byte av vårdcentral',centre='Sala vårdcentral',centre_id='SE2321000172-1AB2',manager='Eva Berg',manager_email='eva.berg@sala.example',manager_phone='0224-123 45',
    trainees=4,trainees_own=1,listed=9000,specialists=3,specialists_percent=250,spur=d(2022,3,1),doctor='Anna Ek',personal_number='811218-9876',doctor_email='anna.ek@sala.example',
    protected='Nej',licence_date=d(2016,5,4),swedish_at='Nej',at_end=d(2015,6,30),bt='Fristående klar',bt_certificate=d(2022,5,1),country='Polen',language='Ja',licence_attached='Ja',cv='Nej',
    employed='Ja',employment_form='ST-avtal påskrivet',employment_date=d(2024,1,8),contract_signed='Ja',contact_date=d(2024,9,1),exemption='Dispens för handledare, sökt 2024',
    possible_start='HT 2025',planned_end=d(2030,9,1),degree=0.8,regulation='HSLF-FS 2021:8',credit=6,credit_from=d(2020,1,1),credit_to=d(2020,6,30),credit_supervised='Ja',earlier_specialty='Internmedicin',
    supervisor='Hans Vis',supervisor_unit='Kolbäcks vårdcentral',supervisor_specialist='Ja',supervisor_trained='Nej',study_director='Maria Dir, 2024-08-20',iup='Ja',rotation_wishes='KK, Psyk',
    transfer_from='Kolbäcks vårdcentral',transfer_reason='Flytt',transfer_competence='Halva',transfer_effect='Ingen',change_from=d(2025,1,1),change_to=d(2025,8,31),leave_kind='Föräldraledighet',
    privacy='Ja',signature='Eva Berg 2024-09-09',comment='Gärna före jul.\nRing gärna.',
    assessed_manager='Eva Berg 2026-01-20',assessed_supervisor='Hans Vis 2026-01-21',assessed_director='Maria Dir 2026-01-22',own_priority=2)
for blank,full in ('blank.xlsx','blank_full_openpyxl.xlsx'),('blank_gotaland.xlsx','blank_gotaland_openpyxl.xlsx'):
    if not os.path.exists(blank): continue
    wb=openpyxl.load_workbook(blank)
    for field,x in EVERY.items():
        if 'f_'+field in wb.defined_names:
            sheet,a=next(iter(wb.defined_names['f_'+field].destinations)); wb[sheet][a.replace('$','')].value=x
    save(wb,full)

# 8. a table with a merged cell, formulas that look at the row above, and a filter
wb=openpyxl.Workbook(); ws=wb.active; ws.title='Kandidater'
ws.merge_cells('A1:G1'); ws['A1']='ST-kandidater hösten 2024'
for c,h in enumerate(['Vårdcentral','Läkarens namn','Leg.datum','Svensk AT','Möjlig start','Anställd idag','Ärendetyp'],1): ws.cell(3,c,h)
ws.merge_cells('A4:A6'); ws['A4']='Sala vårdcentral'
for r,(n,l) in enumerate([('Anna Ek',d(2016,5,4)),('Bo Al','10/9'),('Cia Lind',d(2019,1,15))],4):
    for c,v in enumerate([n,l,'Ja',d(2025,2,3),'Nej'],2):
        x=ws.cell(r,c,v)
        if isinstance(v,d): x.number_format='yyyy-mm-dd'
ws['G4']='Ny ST'; ws['G5']='=G4'; ws['G6']='=G5'
ws.auto_filter.ref='A3:G6'
ws.column_dimensions['B'].width=20
save(wb,'table_merged.xlsx')
# 9. an Excel table with a column that is calculated
wb=openpyxl.Workbook(); ws=wb.active; ws.title='Lista'
ws.append(['Nr','Läkarens namn','Vårdcentral','Leg.datum','Svensk AT','Möjlig start','Anställd idag','Ärendetyp'])
for i,(n,l) in enumerate([('Anna Ek',d(2016,5,4)),('Bo Al','10/9'),('Cia Lind',d(2019,1,15))],2):
    ws.append([f'=ROW()-1',n,'Sala vårdcentral',l,'Ja',d(2025,2,3),'Nej','Ny ST'])
    for c in ws[i]:
        if isinstance(c.value,d): c.number_format='yyyy-mm-dd'
t=Table(displayName='Lista1',ref='A1:H4'); t.tableStyleInfo=TableStyleInfo(name='TableStyleMedium2',showRowStripes=True); t._initialise_columns()
for col,h in zip(t.tableColumns,[c.value for c in ws[1]]): col.name=h
t.tableColumns[0].calculatedColumnFormula=TableFormula(attr_text='ROW()-1')
ws.add_table(t)
save(wb,'table_object.xlsx')

# 10. forms that went back (sent_*.xlsx, by form.Return as returned_*.xlsx), and what
# came again: answered in the list (column D), in the red cells, or some of each. The
# *_libreoffice.xlsx were typed in LibreOffice through uno, at the same places.
wb=openpyxl.Workbook(); ws=wb.active; ws.title='Kandidater'
ws.append(['ST-kandidater, Sala vårdcentral']); ws.append([])
ws.append(['Läkarens namn','Vårdcentral','Leg.datum','Svensk AT','Möjlig start','Anställd idag'])
for x in [('Anna Ek','Sala vårdcentral',d(2016,5,4),'Ja',d(2025,1,13),'Nej'),('Bo Al','Sala vårdcentral','10/9','Ja',d(2025,2,3),'Nej'),('Cia Lind','Sala vårdcentral',d(2019,1,15),'Kanske',d(2025,3,3),'Nej')]: ws.append(x)
ws['G3']='Ärendetyp'
for r in (4,5): ws.cell(r,7,'Ny ST')
ws['G6']='Ny ST'
for row in ws.iter_rows(min_row=4,max_row=6):
    for c in row:
        if isinstance(c.value,d): c.number_format='yyyy-mm-dd'
save(wb,'sent_table.xlsx')
wb=openpyxl.Workbook(); ws=wb.active; ws.title='Blad1'
for (r,c),v in {(1,2):'Anmälan av ST-läkare',(3,2):'Vårdcentral',(3,4):'Läkare',(3,6):'Legitimationsdatum',(4,2):'Sala vårdcentral',(4,4):'Bo Al',(4,6):'12 maj',(6,2):'Möjlig start',(6,4):'Anställd idag',(6,6):'Svensk AT',(7,2):d(2025,2,3),(7,6):'Ja'}.items():
    x=ws.cell(r,c,v)
    if isinstance(v,d): x.number_format='yyyy-mm-dd'
for c in 'BDF': ws.column_dimensions[c].width=22
save(wb,'sent_above.xlsx')

ANSWERS={'table':{'Att rätta!D10':'ja','Att rätta!D12':'Ja'},'above':{'Att rätta!D9':'2016-05-04','Att rätta!D11':'Nej','Att rätta!D13':'Ny ST'}}
for name,answers in ANSWERS.items():
    if os.path.exists('returned_%s.xlsx'%name):
        wb=openpyxl.load_workbook('returned_%s.xlsx'%name)
        for place,x in answers.items():
            sheet,a=place.split('!'); wb[sheet][a].value=x
        save(wb,'answered_%s_openpyxl.xlsx'%name)
