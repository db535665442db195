package form
import ("testing";"os";"stintag/process";"path/filepath")
func TestDump2(t *testing.T){
	b, _ := Blank("Region Västmanland", []string{"Bäckby vårdcentral", "Fagersta vårdcentral", "Sala vårdcentral"})
	os.WriteFile("/tmp/w/blank.xlsx", b, 0o644)
	src,_ := Filled("Region Exempel", []string{"Sala vårdcentral"}, map[process.Field]any{process.FieldDoctor: "Anna Ek", process.FieldCentre: "Sala vårdcentral", process.FieldLicenceDate: "10/9",process.FieldPersonalNumber: "19811218-9876", process.FieldEmployed:"kanske"})
	_, fs := only(t, readBytes(t, src)).Interpret(received)
	back,err := Return(src, [][]process.Finding{fs}); if err!=nil {t.Fatal(err)}
	os.WriteFile("/tmp/w/form_back.xlsx", back, 0o644)
	src,_ = os.ReadFile(filepath.Join("testdata","table.xlsx"))
	back,_ = Return(src, faultsOf(Read(readBytes(t, src)).Forms))
	os.WriteFile("/tmp/w/form_back_table.xlsx", back, 0o644)
}
