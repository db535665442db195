package main

import (
	"strings"
	"testing"
)

func TestWhoseWordCountsIsNamedPlainly(t *testing.T) {
	t.Parallel()
	for lines, want := range map[string]string{
		"authserv_id = \"\"":                                                                  "",
		"authserv_id = \"m365\"\nrequire_dmarc = true":                                        "",
		"authserv_id = \"mx.region.example\"":                                                 "",
		"authserv_id = \"mx.region.example; dmarc=pass\"":                                     "stintag.toml:6:15: trust.authserv_id:",
		"authserv_id = \"https://mx.region.example\"":                                         "is no server's name",
		"authserv_id = \"\"\nrequire_dmarc = true":                                            "stintag.toml:7: trust.require_dmarc: needs to know who checked",
		"require_dmarc = true":                                                                "needs to know who checked",
		"authserv_id = \"mx.a.example\"\nreceived_by = [\"mx.a.example\", \"mx2.a.example\"]": "",
		"authserv_id = \"\"\nreceived_by = []":                                                "",
		"authserv_id = \"\"\nreceived_by = [\"mx.a.example\"]":                                "stintag.toml:7: trust.received_by: says where the word of the server in authserv_id may stand",
		"authserv_id = \"m365\"\nreceived_by = [\"mx.a.example\"]":                            "trust.received_by: is not asked of Exchange Online",
		"authserv_id = \"a\"\nreceived_by = [\"by mx.a.example\"]":                            "is no server's name; write the word after \"by\"",
		"authserv_id = \"a\"\nreceived_by = [\"\"]":                                           "is no server's name",
		"authserv_id = \"a\"\nreceived_by = \"mx.a.example\"":                                 "stintag.toml:7:",
		"authserv_id = \"mx.region.example\"\nrequire_dkim = true":                            "unknown key trust.require_dkim",
	} {
		_, err := loginConfig(t, "[trust]\n"+lines+"\n")
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", lines, err, want)
		}
	}
}
