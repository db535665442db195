"""Makes the workbooks of this folder: python3 make.py, with openpyxl.

blank_openpyxl.xlsx is the blank form (stintag form blank.xlsx, two health centres)
filled in by openpyxl through its defined names; the *_libreoffice.xlsx are the
same workbooks saved by LibreOffice (soffice --convert-to xlsx).

returned_openpyxl.xlsx and returned_libreoffice.xlsx came back: sent.xlsx (6 below)
was sent back by form.Return as returned.xlsx, its licence date was corrected, and
each program saved it. LibreOffice has no hand to write the date with: it was given
a returned.xlsx in which workbook.Patch had.
"""
import datetime, os
import openpyxl
from openpyxl.styles import Font, PatternFill
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
