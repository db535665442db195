package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"time"
)

// fault is what is wrong, and how an operator mends it.
type fault struct {
	wrong, mend string
	config      bool // what stands in stintag.toml, or what it names, is to be mended
	err         error
}

func (f *fault) Error() string { return f.wrong + "; " + f.mend }

func (f *fault) Unwrap() error { return f.err }

// reachFault tells apart what keeps one from a server: its name, its port, its
// silence, its certificate. who is the server, key the key that names it.
func reachFault(err error, who, key string) *fault {
	section, _ := cutLast(key)
	f := &fault{wrong: "the " + who + ": " + err.Error(), mend: "nothing here, if it stays so ask whoever runs the " + who, err: err}
	var name *net.DNSError
	var notTLS tls.RecordHeaderError
	var alert tls.AlertError
	switch {
	case certificateFault(err, f, who, key):
	case errors.As(err, &name) && name.IsNotFound:
		f.wrong, f.config = fmt.Sprintf("there is no host named %s", name.Name), true
		f.mend = "correct " + key
	case errors.As(err, &name):
		f.wrong = fmt.Sprintf("the name server does not say where %s is", name.Name)
		f.mend = "check this machine's network and name servers"
	case errors.Is(err, syscall.ECONNREFUSED):
		f.wrong = "nobody listens at the address of the " + who
		f.mend = "check host and port in " + key + "; if they are right, the server is down"
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		f.wrong, f.mend = "there is no way from this machine to the "+who, "check this machine's network, and "+key
	case errors.As(err, &notTLS):
		f.wrong, f.config = "the "+who+" does not begin with TLS at that port", true
		f.mend = fmt.Sprintf("write %s.tls = \"starttls\", or the port that speaks TLS at once", section)
	case errors.As(err, &alert):
		f.wrong, f.mend = "the "+who+" breaks off TLS: "+alert.Error(), "let whoever runs it allow TLS 1.2 or newer"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), isTimeout(err):
		f.wrong = "the " + who + " is silent"
		f.mend = "check that a firewall lets this machine out to it, and that port and tls go together (implicit: 993, 465, 443; starttls: 143, 587)"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, net.ErrClosed):
		f.wrong = "the " + who + " hangs up: " + err.Error()
		f.mend = "check that port and tls go together; if they do, the server has its reasons in its own log"
	}
	return f
}

// caFault looks at the file of an extra root, where one is named.
func caFault(path, key string) *fault {
	if path == "" {
		return nil
	}
	raw, err := os.ReadFile(path)
	switch {
	case err != nil:
		return &fault{wrong: key + ": " + err.Error(), mend: "name the authority's certificate (PEM), and let this user read it", config: true, err: err}
	case !x509.NewCertPool().AppendCertsFromPEM(raw):
		return &fault{wrong: key + ": " + path + " holds no certificate in PEM", mend: "write there the authority's certificate, which begins with -----BEGIN CERTIFICATE-----", config: true}
	}
	return nil
}

func isTimeout(err error) bool {
	var slow net.Error
	return errors.As(err, &slow) && slow.Timeout()
}

// certificateFault tells apart what a certificate is refused for.
func certificateFault(err error, f *fault, who, key string) bool {
	section, _ := cutLast(key)
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, &unknown):
		f.wrong = "the certificate of the " + who + " is signed by nobody this machine trusts"
		f.mend = fmt.Sprintf("get the authority's certificate (PEM) from whoever runs it, and name its file in %s.ca_file", section)
		if strings.HasSuffix(section, ".oauth") {
			f.mend = "let the machine trust the authority (a proxy that opens TLS?), see update-ca-certificates"
		}
	case errors.As(err, &host):
		f.wrong = fmt.Sprintf("the certificate of the %s is not for %s but for %v", who, host.Host, namesOf(host.Certificate))
		f.mend = "write in " + key + " a name that the certificate holds"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		from, to := invalid.Cert.NotBefore.Format(time.DateOnly), invalid.Cert.NotAfter.Format(time.DateOnly)
		f.wrong = fmt.Sprintf("the certificate of the %s holds from %s to %s, not today", who, from, to)
		f.mend = "let whoever runs it renew it; or set this machine's clock right"
	case errors.As(err, &invalid):
		f.wrong, f.mend = "the certificate of the "+who+" is not valid: "+invalid.Error(), "let whoever runs it mend it"
	default:
		return false
	}
	f.config = true
	return true
}

func namesOf(c *x509.Certificate) []string {
	names := append([]string{}, c.DNSNames...)
	for _, ip := range c.IPAddresses {
		names = append(names, ip.String())
	}
	return names
}
