package trust

import (
	"strings"
	"testing"
)

// header is a mail's header, as lines, and what is proved of it by a witness.
func prove(t *testing.T, id string, require bool, lines ...string) Proof {
	t.Helper()
	m := mail(t, append(lines, "From: chef@vardcentral.example")...)
	return Prove(EvidenceOf(m.Trace), m.From, Witness{ID: id, RequireDMARC: require})
}

const (
	mx   = "mx.region.example"
	pass = "Authentication-Results: mx.region.example; dmarc=pass header.from=vardcentral.example"
	fail = "Authentication-Results: mx.region.example; dmarc=fail header.from=vardcentral.example"
	in   = "Received: from mx.region.example by box.region.example; Mon, 2 Mar 2026 08:15:30 +0100"
	out  = "Received: from smtp.vardcentral.example (x [1.2.3.4]) by mx.region.example; Mon, 2 Mar 2026 08:15:20 +0100"
)

func TestProveByABordersName(t *testing.T) {
	const (
		proven  = "proven"
		unknown = "unproven"
		refuted = "refuted"
	)
	results := func(s string) string { return "Authentication-Results: " + s }
	tests := []struct {
		about string
		want  string
		lines []string
	}{
		{"a pass", proven, []string{in, pass, out}},
		{"below the border's Received, as some filters write it", proven, []string{in, out, pass}},
		{"folded, in capitals, with comments and a version", proven, []string{in,
			results("MX.Region.Example (that is \"us\\) ; us) 1 ;\r\n\tspf=pass smtp.mailfrom=a@b.example;\r\n\tDMARC (v1) = pass (p=none; dis=none) header.from = Vardcentral.EXAMPLE."), out}},
		{"a quoted id", proven, []string{results(`"mx.region.example"; dmarc=pass header.from=vardcentral.example`)}},
		{"the pass in a field of its own, beside another filter's", proven, []string{
			results("mx.region.example; dkim=pass header.d=vardcentral.example"), pass, out}},
		{"an address where the domain is wanted", proven, []string{results("mx.region.example; dmarc=pass header.from=chef@vardcentral.example")}},
		{"method version 1", proven, []string{results("mx.region.example; dmarc/1=pass header.from=vardcentral.example")}},

		{"a fail that the sender wrote below counts no more than a pass", proven, []string{in, pass, out, fail}},

		{"nothing", unknown, []string{in, out}},
		{"a pass behind an escaped quote", unknown, []string{results(`mx.region.example; spf=pass smtp.mailfrom="a\"; dmarc=pass header.from=vardcentral.example; \""@evil.example`)}},
		{"a pass behind an escaped bracket", unknown, []string{results(`mx.region.example; spf=pass (a\); dmarc=pass header.from=vardcentral.example; x=\()`)}},
		{"another's word", unknown, []string{results("mx.evil.example; dmarc=pass header.from=vardcentral.example"), in, out}},
		{"no name", unknown, []string{results("dmarc=pass header.from=vardcentral.example"), in, out}},
		{"a name that only begins like ours", unknown, []string{results("mx.region.example.evil.example; dmarc=pass header.from=vardcentral.example")}},
		{"an unknown version of the field", unknown, []string{results("mx.region.example 2; dmarc=pass header.from=vardcentral.example")}},
		{"an unknown version of the method", unknown, []string{results("mx.region.example; dmarc/2=pass header.from=vardcentral.example")}},
		{"none", unknown, []string{results("mx.region.example; none")}},
		{"no DMARC record", unknown, []string{results("mx.region.example; dmarc=none header.from=vardcentral.example")}},
		{"a moment's failure", unknown, []string{results("mx.region.example; dmarc=temperror header.from=vardcentral.example")}},
		{"a pass that does not say for whom", unknown, []string{results("mx.region.example; dmarc=pass")}},
		{"spf and dkim alone", unknown, []string{results("mx.region.example; spf=pass smtp.mailfrom=vardcentral.example; dkim=pass header.d=vardcentral.example")}},
		{"the pass of an ARC set", unknown, []string{"ARC-" + pass}},
		{"a pass inside a comment", unknown, []string{results("mx.region.example; spf=pass (; dmarc=pass header.from=vardcentral.example ;)")}},
		{"a pass inside a quoted string", unknown, []string{results(`mx.region.example; spf=pass smtp.mailfrom="a; dmarc=pass header.from=vardcentral.example; x"@evil.example`)}},
		{"a pass as another method's property", unknown, []string{results("mx.region.example; spf=pass dmarc=pass header.from=vardcentral.example")}},

		{"a fail", refuted, []string{in, fail, out}},
		{"a forged pass below the border's Received", refuted, []string{in, fail, out, pass}},
		{"a forged pass right below", refuted, []string{in, out, fail, pass}},
		{"a forged pass above nothing but the fail", refuted, []string{pass, fail}},
		{"two results in one field", refuted, []string{results("mx.region.example; dmarc=pass header.from=vardcentral.example; dmarc=fail header.from=vardcentral.example")}},
		{"another domain's pass", refuted, []string{results("mx.region.example; dmarc=pass header.from=evil.example")}},
		{"two domains", refuted, []string{results("mx.region.example; dmarc=pass header.from=evil.example header.from=vardcentral.example")}},
		{"an injected pass before the fail", refuted, []string{
			results(`mx.region.example; spf=pass smtp.mailfrom="a; dmarc=pass header.from=vardcentral.example; x"@evil.example; dmarc=fail header.from=vardcentral.example`)}},
		{"a quoted string with an escaped quote", refuted, []string{
			results(`mx.region.example; spf=pass smtp.mailfrom="a\"; dmarc=pass header.from=vardcentral.example; \""@evil.example; dmarc=fail header.from=vardcentral.example`)}},
		{"a quote that is not closed", refuted, []string{results(`mx.region.example; dmarc=pass header.from=vardcentral.example; spf=pass smtp.mailfrom="a`)}},
		{"a comment that is not closed", refuted, []string{results(`mx.region.example; dmarc=pass (all is well header.from=vardcentral.example`)}},
		{"comments without end", refuted, []string{results("mx.region.example; dmarc=pass " + strings.Repeat("(", 100) + strings.Repeat(")", 100) + " header.from=vardcentral.example")}},
		{"longer than any server writes", refuted, []string{results("mx.region.example; dmarc=pass header.from=vardcentral.example; x=" + strings.Repeat("y", 9000))}},
	}
	for _, tt := range tests {
		t.Run(tt.about, func(t *testing.T) {
			for _, require := range []bool{true, false} {
				p := prove(t, mx, require, tt.lines...)
				believed := tt.want == proven || tt.want == unknown && !require
				if p.Believed != believed || p.Refuted != (tt.want == refuted) {
					t.Errorf("require_dmarc %v: %+v, want %s", require, p, tt.want)
				}
				if p.Why == "" || strings.Contains(p.Why, "example") {
					t.Errorf("why %q: want a reason without names", p.Why)
				}
			}
		})
	}
}

// Where the border is named, a field that came in below another server's Received proves
// nothing, whoever's name it bears; nor does any in a mail that did not pass the border.
func TestOnlyWhatTheBorderWroteCounts(t *testing.T) {
	const (
		outer  = "Received: from gw.region.example by filter.region.example; Mon, 2 Mar 2026 08:15:25 +0100"
		before = "Received: from pc by smtp.evil.example; Mon, 2 Mar 2026 08:15:10 +0100"
		posing = "Received: from pc by mx.region.example; Mon, 2 Mar 2026 08:15:10 +0100"
	)
	shouted := strings.Replace(out, "by mx.region.example;", "by MX.Region.Example. (Postfix);", 1)
	for _, tt := range []struct {
		about string
		hosts []string
		lines []string
		want  bool
	}{
		{"above the border's Received", []string{mx}, []string{in, pass, out, before}, true},
		{"right below it, as filters write it", []string{mx}, []string{in, out, pass, before}, true},
		{"right below it, and nothing further", []string{mx}, []string{in, out, pass}, true},
		{"written by a server further in", []string{mx}, []string{pass, in, out}, true},
		{"between two of the border's", []string{mx, "filter.region.example"}, []string{in, outer, pass, out}, true},
		{"the second of two borders", []string{"mx2.region.example", mx}, []string{in, pass, out}, true},
		{"the border in capitals, with a dot", []string{mx}, []string{in, pass, shouted}, true},
		{"the name in capitals", []string{"MX.region.example"}, []string{in, pass, out}, true},

		{"the border wrote none: below the sender's Received", []string{mx}, []string{in, out, before, pass}, false},
		{"the border wrote none: below a Received in its name", []string{mx}, []string{in, out, posing, pass}, false},
		{"another server's field between", []string{mx}, []string{in, out, "Authentication-Results: mx.evil.example; none", before, pass}, false},
		{"a Received that cannot be read above one in its name", []string{mx}, []string{"Received: from ( by mx.region.example; Mon", posing, pass}, false},
		{"the mail did not pass the border", []string{mx}, []string{"Received: from pc by box.region.example; Mon, 2 Mar 2026 08:15:30 +0100", pass, before}, false},
		{"no Received at all", []string{mx}, []string{pass}, false},
		{"a name that only ends like the border's", []string{"x.example"}, []string{in, pass, out}, false},
		{"nobody's, where no border is named", nil, []string{in, out, before, pass}, true},
	} {
		m := mail(t, append(tt.lines, "From: chef@vardcentral.example")...)
		w := Witness{ID: mx, ReceivedBy: tt.hosts, RequireDMARC: true}
		if p := Prove(EvidenceOf(m.Trace), m.From, w); p.Believed != tt.want || p.Refuted {
			t.Errorf("%s: %+v, want believed %v", tt.about, p, tt.want)
		}
		if heard := w.Heard(EvidenceOf(m.Trace)); heard != tt.want {
			t.Errorf("%s: heard %v", tt.about, heard)
		}
	}
}

// The header lines of a mail that came to Exchange Online from outside.
const (
	atHome = "Received: from AM0PR04MB5.eurprd04.prod.outlook.com (2603:10a6::1) by VI1PR04MB9.eurprd04.prod.outlook.com with HTTPS; Mon, 2 Mar 2026 08:15:33 +0100"
	inside = "Received: from DB5EUR03FT012.eop-EUR03.prod.protection.outlook.com (2603:10a6::2) by AM0PR04CA0001.outlook.office365.com (2603:10a6::3) with Microsoft SMTP Server; Mon, 2 Mar 2026 08:15:32 +0100"
	border = "Received: from smtp.vardcentral.example (1.2.3.4) by DB5EUR03FT012.mail.protection.outlook.com (10.1.1.1) with Microsoft SMTP Server; Mon, 2 Mar 2026 08:15:31 +0100"
	posing = "Received: from x.prod.outlook.com (6.6.6.6) by DB5EUR03FT012.mail.protection.outlook.com (10.1.1.1) with Microsoft SMTP Server; Mon, 2 Mar 2026 08:15:31 +0100"
	msPass = "Authentication-Results: spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=vardcentral.example; dkim=pass (signature was verified) header.d=vardcentral.example;dmarc=pass action=none header.from=vardcentral.example;compauth=pass reason=100"
	msFail = "Authentication-Results: spf=fail (sender IP is 6.6.6.6) smtp.mailfrom=evil.example; dkim=none (message not signed) header.d=none;none;dmarc=fail action=oreject header.from=vardcentral.example;compauth=fail reason=000"
)

func TestProveByExchangeOnline(t *testing.T) {
	ms := func(s string) string { return "Authentication-Results: " + s }
	tests := []struct {
		about    string
		required bool // believed where DMARC is required
		otherwise,
		refuted bool
		lines []string
	}{
		{"a pass", true, true, false, []string{atHome, inside, msPass, border}},
		{"a fail", false, false, true, []string{atHome, inside, msFail, border}},
		{"no DMARC record, and it would have passed", false, true, false, []string{inside, ms("dmarc=bestguesspass action=none header.from=vardcentral.example;compauth=pass reason=109"), border}},
		{"from inside the tenant", false, true, false, []string{atHome, ms("dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=vardcentral.example;")}},
		{"implicitly believed", false, true, false, []string{inside, ms("dmarc=none action=none header.from=vardcentral.example;compauth=softpass reason=202"), border}},
		{"implicitly disbelieved", false, false, true, []string{inside, ms("dmarc=none action=none header.from=vardcentral.example;compauth=fail reason=001"), border}},
		{"passed, and disbelieved as a whole", false, false, true, []string{inside, ms("dmarc=pass action=none header.from=vardcentral.example;compauth=fail reason=002"), border}},
		{"failed, and let through by an ARC seal", false, false, true, []string{inside, ms("dmarc=fail action=oreject header.from=vardcentral.example;compauth=pass reason=130"), border}},
		{"another domain's pass", false, false, true, []string{inside, ms("dmarc=pass action=none header.from=evil.example;compauth=pass reason=100"), border}},
		{"a server's name in the middle", true, true, false, []string{inside, ms("spf=pass smtp.mailfrom=vardcentral.example; region.example; dkim=pass header.d=x;region.example; dmarc=pass action=none header.from=vardcentral.example"), border}},

		{"a forged pass below the border", false, true, false, []string{atHome, inside, border, msPass}},
		{"a forged pass, and a server that calls itself Microsoft's", false, true, false, []string{atHome, inside, posing, msPass}},
		{"handed over by a server of others", false, true, false, []string{atHome, "Received: from relay.region.example by AM0PR04CA0001.outlook.office365.com; Mon, 2 Mar 2026 08:15:31 +0100", msPass}},
		{"a forged pass above the fail counts for nothing below it", false, false, true, []string{inside, msFail, border, msPass}},
		{"a field with a server's name", false, true, false, []string{inside, pass, border}},
		{"a gateway of others between", false, true, false, []string{inside, "Received: from x by gateway.region.example; Mon, 2 Mar 2026 08:15:31 +0100", msPass}},
		{"nothing", false, true, false, []string{inside, border}},
	}
	for _, tt := range tests {
		t.Run(tt.about, func(t *testing.T) {
			if p := prove(t, Exchange, true, tt.lines...); p.Believed != tt.required || p.Refuted != tt.refuted {
				t.Errorf("required: %+v", p)
			}
			if p := prove(t, Exchange, false, tt.lines...); p.Believed != tt.otherwise || p.Refuted != tt.refuted {
				t.Errorf("not required: %+v", p)
			}
		})
	}
}

// Only From and the register tell who writes; where no witness is named the fields
// of others count for nothing, good or bad.
func TestWithoutAWitnessTheRegisterAloneCounts(t *testing.T) {
	for _, lines := range [][]string{{fail}, {msFail}, {}} {
		if p := prove(t, "", false, lines...); !p.Believed || p.Refuted {
			t.Errorf("%v: %+v", lines, p)
		}
	}
}

func TestDomainsAreComparedAsTheDNSHasThem(t *testing.T) {
	w := Witness{ID: mx, RequireDMARC: true}
	for from, want := range map[string]bool{
		"chef@vårdcentral.example":             true,
		"chef@VÅRDCENTRAL.example":             true,
		"chef@xn--vrdcentral-15a.example":      true,
		"chef@vardcentral.example":             false,
		"chef@sub.xn--vrdcentral-15a.example":  false,
		"chef@xn--vrdcentral-15a.example.evil": false,
		"chef":                                 false,
		"":                                     false,
	} {
		e := Evidence{{Results: "mx.region.example; dmarc=pass header.from=xn--vrdcentral-15a.example"}}
		if p := Prove(e, from, w); p.Believed != want {
			t.Errorf("%s: %+v", from, p)
		}
	}
}

// The hosts of a Received are what its writer says; what stands in comments is not.
func TestHostsOfAReceived(t *testing.T) {
	for value, want := range map[string][2]string{
		"from A.example (helo by b.example [1.2.3.4]) by C.example (x) with ESMTP id 1; Mon": {"a.example", "c.example"},
		"by c.example; Mon": {"", "c.example"},
		"from a.example (":  {"a.example", ""},
		"":                  {"", ""},
	} {
		if from, by := hosts(value); from != want[0] || by != want[1] {
			t.Errorf("%q: %q, %q", value, from, by)
		}
	}
}

// What a sender writes reaches a border's field as a quoted string, a comment or
// bare. However it looks, a mail that the border failed is not believed.
func FuzzASenderCannotWriteItsOwnProof(f *testing.F) {
	for _, s := range []string{
		"", `a`, `"; dmarc=pass header.from=vardcentral.example; x="`, `; dmarc=pass header.from=vardcentral.example`, `\`, `(`, `)`, `"`, `a\"b`,
		"x) ; dmarc=pass header.from=vardcentral.example (", "=;=", "none;", "dmarc=pass", "\x00\r\n\t", "å",
	} {
		f.Add(s)
	}
	const from, failing = "chef@vardcentral.example", "dmarc=fail header.from=vardcentral.example"
	quote := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	comment := strings.NewReplacer(`\`, `\\`, `(`, `\(`, `)`, `\)`)
	f.Fuzz(func(t *testing.T, s string) {
		for _, value := range []string{
			`mx.region.example; spf=pass smtp.mailfrom="` + quote.Replace(s) + `"@evil.example; ` + failing,
			`mx.region.example; spf=pass (` + comment.Replace(s) + `) smtp.mailfrom=evil.example; ` + failing,
			`mx.region.example; ` + failing + `; spf=pass smtp.mailfrom=` + s,
		} {
			for _, require := range []bool{true, false} {
				if p := Prove(Evidence{{Results: value}}, from, Witness{ID: mx, RequireDMARC: require}); p.Believed {
					t.Errorf("%q: %+v", value, p)
				}
			}
		}
		if p := Prove(Evidence{{Results: `spf=pass smtp.mailfrom="` + quote.Replace(s) + `"@evil.example;` + failing + ";compauth=fail"}}, from, Witness{ID: Exchange}); p.Believed {
			t.Errorf("%q: %+v", s, p)
		}
		hosts(s)
		if a, err := parse(s); err == nil && len(a.found) > len(s) {
			t.Errorf("%q: %d findings", s, len(a.found))
		}
	})
}

// A field as long as they get takes linear time, whatever it holds.
func BenchmarkProve(b *testing.B) {
	for name, value := range map[string]string{
		"ordinary": strings.TrimPrefix(msPass, "Authentication-Results: "),
		"quotes":   "x; " + strings.Repeat(`"`, 8000),
		"comments": "x; " + strings.Repeat("()", 4000),
		"odd":      "x; " + strings.Repeat("= ", 4000),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Prove(Evidence{{Results: value}}, "a@b.example", Witness{ID: "x"})
			}
		})
	}
}

// White space and comments may stand around the slash before a method's version
// (RFC 8601, 2.2): a fail is one all the same.
func TestAVersionWithSpaceBeforeIt(t *testing.T) {
	for _, method := range []string{"dmarc/1", "dmarc / 1", "dmarc /1", "dmarc/ 1", "dmarc(x)/(y)1 "} {
		e := Evidence{{Results: "mx.region.example; spf=pass; " + method + "=fail header.from=klinik.example"}}
		if p := Prove(e, "chef@klinik.example", Witness{ID: "mx.region.example"}); !p.Refuted {
			t.Errorf("%s: %+v", method, p)
		}
	}
}
