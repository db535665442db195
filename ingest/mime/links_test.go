package mime

import (
	"net/url"
	"slices"
	"testing"
)

func TestLinksThatLeadToAFile(t *testing.T) {
	for link, want := range map[string]string{
		"https://1drv.ms/x/s!Abc":                                           "1drv.ms",
		"https://onedrive.live.com/edit.aspx?resid=1":                       "onedrive.live.com",
		"https://region-my.sharepoint.com/:x:/g/personal/eva/Eabc":          "region-my.sharepoint.com",
		"https://region.sharepoint.com/sites/vc/Delade%20dokument/a.xlsx":   "region.sharepoint.com",
		"https://region.sharepoint.com/sites/vc/_layouts/15/Doc.aspx?x=1":   "region.sharepoint.com",
		"https://region.sharepoint.com/sites/intranat/SitePages/Start.aspx": "",
		"https://docs.google.com/spreadsheets/d/1a/edit":                    "docs.google.com",
		"https://docs.google.com/forms/d/1a":                                "",
		"https://www.dropbox.com/scl/fi/abc/a.xlsx?dl=0":                    "www.dropbox.com",
		"https://www.dropbox.com/":                                          "",
		"https://region.app.box.com/s/abc":                                  "region.app.box.com",
		"https://www.icloud.com/iclouddrive/0ab#anmalan":                    "www.icloud.com",
		"https://wetransfer.com/downloads/abc/def":                          "wetransfer.com",
		"https://teams.microsoft.com/l/file/ABC?tenantId=1":                 "teams.microsoft.com",
		"https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc":        "",
		"HTTPS://1DRV.MS/x":                                                 "1drv.ms",
		"https://www.region.example/blanketter/a.xlsx":                      "",
		"https://evil1drv.ms/x":                                             "",
		"https://1drv.ms.evil.example/x":                                    "",
		"https://sharepoint.com.evil.example/:x:/a":                         "",
		"https://%zz/": "",
		"https://nam12.safelinks.protection.outlook.com/?url=https%3A%2F%2F1drv.ms%2Fx&data=1":                                             "1drv.ms",
		"https://eur01.safelinks.protection.outlook.com/ap/x-59584e83/?url=https%3A%2F%2Fk-my.sharepoint.com%2F%3Ax%3A%2Fg%2Fpersonal%2Fe": "k-my.sharepoint.com",
		"https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.region.example%2F":                                          "",
		"https://urldefense.com/v3/__https:/1drv.ms/x__;!!A!b$":                                                                            "1drv.ms",
		"https://urldefense.proofpoint.com/v2/url?u=https-3A__www.dropbox.com_s_abc_a.xlsx&d=x":                                            "www.dropbox.com",
		"https://urldefense.proofpoint.com/v1/url?u=https://1drv.ms/x&k=1":                                                                 "1drv.ms",
	} {
		if got := sharedHost(link); got != want {
			t.Errorf("%s: %q, want %q", link, got, want)
		}
	}
}

// TestGuardsAroundGuards: a link wrapped in itself for ever ends in nothing.
func TestGuardsAroundGuards(t *testing.T) {
	link := "https://1drv.ms/x"
	for n, want := range []string{"1drv.ms", "1drv.ms", "1drv.ms", "1drv.ms", "", ""} {
		if got := sharedHost(link); got != want {
			t.Errorf("%d guards: %q", n, got)
		}
		link = "https://urldefense.proofpoint.com/v1/url?u=" + url.QueryEscape(link)
	}
}

func TestEachHostIsToldOnce(t *testing.T) {
	m := parse(t, []byte(top+"Content-Type: text/plain\r\n\r\nhttps://1drv.ms/a https://1DRV.ms/b\r\n<https://we.tl/t-a>. https://1drv.ms/c\r\n"))
	if !slices.Equal(m.Links, []string{"1drv.ms", "we.tl"}) {
		t.Errorf("links %v", m.Links)
	}
}
