// Package keyward verifies that a request reached this upstream through the Keyward edge. Go 1.18 or newer, no
// dependencies.
//
//	verifier := keyward.NewVerifier(map[string][]byte{"usk_…": secret}, true)
//	if fault := verifier.Fault(r.Method, r.RequestURI, r.Header, time.Now()); fault != "" {
//		http.Error(w, fault, http.StatusUnauthorized)
//		return
//	}
package keyward

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

const window = 30 * time.Second

var assertionShape = regexp.MustCompile(`\Av1;kid=([A-Za-z0-9_-]{1,64});t=([0-9]{1,12});sig=([A-Za-z0-9_-]{43})\z`)

// Verifier is safe for use by several goroutines.
type Verifier struct {
	secrets       map[string][]byte
	refuseRepeats bool

	mu         sync.Mutex
	young, old map[string]struct{}
	since      time.Time
}

// NewVerifier takes the secrets by their ID in kid; two while one replaces the other. With refuseRepeats a request ID
// that was seen before is refused; that memory is this process' own.
func NewVerifier(secrets map[string][]byte, refuseRepeats bool) *Verifier {
	return &Verifier{secrets: secrets, refuseRepeats: refuseRepeats, young: map[string]struct{}{}}
}

// Fault is "" for a good request, else what is wrong with it. Target is path and query exactly as they stood in the
// request line: RequestURI, not URL.
func (v *Verifier) Fault(method, target string, header map[string][]string, now time.Time) string {
	fields := make(map[string]string, len(header))
	for name, values := range header {
		fields[strings.ToLower(name)] = strings.Join(values, ", ")
	}
	assertion, found := fields["x-keyward-assertion"]
	if !found {
		return "missing"
	}
	parts := assertionShape.FindStringSubmatch(assertion)
	if parts == nil {
		return "malformed"
	}
	kid, signature := parts[1], parts[3]
	secret, known := v.secrets[kid]
	if !known {
		return "unknown_key"
	}
	seconds, _ := strconv.ParseInt(parts[2], 10, 64)
	// Twelve digits of seconds are more than a Duration holds: compare milliseconds.
	if distance := now.UnixMilli() - seconds*1000; distance > window.Milliseconds() || -distance > window.Milliseconds() {
		return "out_of_window"
	}

	var asserted []string
	for name, value := range fields {
		if strings.HasPrefix(name, "x-keyward-") && name != "x-keyward-assertion" {
			asserted = append(asserted, name+":"+value)
		}
	}
	sort.Strings(asserted)
	requestID := fields["x-request-id"]
	message := []string{"keyward-assertion-v1", kid, strconv.FormatInt(seconds, 10), requestID, method, target}
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(strings.Join(append(message, asserted...), "\n")))
	expected := base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
	if subtle.ConstantTimeCompare([]byte(expected), []byte(signature)) != 1 {
		return "wrong_signature"
	}
	if v.refuseRepeats && !v.isFirst(requestID, now) {
		return "replayed"
	}
	return ""
}

func (v *Verifier) isFirst(requestID string, now time.Time) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if now.Sub(v.since) >= 2*window {
		v.old = v.young
		if now.Sub(v.since) >= 4*window {
			v.old = nil
		}
		v.young = map[string]struct{}{}
		v.since = now
	}
	if _, seen := v.young[requestID]; seen {
		return false
	}
	if _, seen := v.old[requestID]; seen {
		return false
	}
	v.young[requestID] = struct{}{}
	return true
}
