package main

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args       []string
		code       int
		out, error string
	}{
		{[]string{"7.5h,", "legs", "sore"}, exitDone, `"sleep_h":7.5,"soreness":2,"symptoms":[],"unclear":[]`, ""},
		{[]string{"what's my plan?"}, exitDone, `"command":"today"`, ""},
		{[]string{"--lang", "de", "7,5", "Std", "geschlafen,", "Muskelkater"}, exitDone, `"sleep_h":7.5,"soreness":2,"symptoms":[],"unclear":[]`, ""},
		{[]string{"--lang", "en", "banana"}, exitDone, `"unclear":["banana"]`, ""},
		{[]string{"--", "-3"}, exitDone, `"unclear":["-3"]`, ""},
		{[]string{"--lang", "xx", "hi"}, exitRefused, "", `there is no language "xx"; there is: en`},
		{nil, exitUsage, "", "expected"},
	} {
		var out, errs strings.Builder
		code := run(t.Context(), append([]string{"parse"}, c.args...), strings.NewReader(""), &out, &errs, func(string) string { return "" })
		if code != c.code || !strings.Contains(out.String(), c.out) || !strings.Contains(errs.String(), c.error) {
			t.Errorf("parse %q: exit %d, %q, %q", c.args, code, out.String(), errs.String())
		}
	}
}
