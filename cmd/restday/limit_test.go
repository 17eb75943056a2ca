package main

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestALineHasAnEnd(t *testing.T) {
	t.Parallel()
	full := strings.Repeat("x", mostLine)
	for name, c := range map[string]struct {
		text string
		fits bool
	}{
		"short lines":           {"a\nb\n", true},
		"many full lines":       {full + "\n" + full + "\n" + full, true},
		"one byte too many":     {full + "x", false},
		"the second line":       {"a\n" + full + "x\nb", false},
		"too many, then an end": {full + "x\n", false},
	} {
		for how, from := range map[string]io.Reader{"at once": strings.NewReader(c.text), "in halves": iotest.HalfReader(strings.NewReader(c.text))} {
			got, err := io.ReadAll(&lines{from: from})
			if (err == nil) != c.fits || c.fits && string(got) != c.text {
				t.Errorf("%s, read %s: %d bytes, %v", name, how, len(got), err)
			}
		}
	}
}

func TestAFieldHasAnEnd(t *testing.T) {
	t.Parallel()
	rows := "name,platform,chat\n" + strings.Repeat("é", mostField+1) + ",telegram,1\n"
	r := restdayWith(t, rows, nil, "import", "athletes", "-", "--db", newFile(t))
	if r.code != exitRefused || !strings.Contains(r.stderr, "line 2: name: is longer than 1000 characters") {
		t.Errorf("got %+v", r)
	}
}
