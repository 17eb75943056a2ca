package telegram

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"restday"
)

// boldParts reads a page as Telegram does, in UTF-16 units.
func boldParts(p page) (parts []string) {
	units := utf16.Encode([]rune(p.text))
	for _, e := range p.bold {
		parts = append(parts, string(utf16.Decode(units[e.Offset:e.Offset+e.Length])))
	}
	return parts
}

func TestPagesCountInUTF16(t *testing.T) {
	t.Parallel()
	got := pages(restday.Text{
		{Text: "🏃‍♀️ 𝒜na: "}, {Text: "Easy", Bold: true}, {Text: " day", Bold: true}, {Text: " "}, {Text: "😴<b>_*", Bold: true},
	})
	if len(got) != 1 {
		t.Fatalf("%d pages, want 1", len(got))
	}
	if want := "🏃‍♀️ 𝒜na: Easy day 😴<b>_*"; got[0].text != want {
		t.Errorf("text %q, want %q", got[0].text, want)
	}
	if diff := cmp.Diff([]string{"Easy day", "😴<b>_*"}, boldParts(got[0])); diff != "" {
		t.Error(diff)
	}
}

func TestPagesHoldNothingEmpty(t *testing.T) {
	t.Parallel()
	for _, text := range []restday.Text{nil, {{}}, {{Text: " \n"}}, {{Text: "\x00"}}} {
		if got := pages(text); len(got) != 0 {
			t.Errorf("pages(%q) = %v, want none", text.Plain(), got)
		}
	}
}

func TestPagesBreakAtLines(t *testing.T) {
	t.Parallel()
	line := strings.Repeat("x", 99) + "\n"
	got := pages(restday.Text{{Text: strings.Repeat(line, 50)}})
	if len(got) != 2 || len(got[0].text) != 4000 || len(got[1].text) != 1000 {
		t.Fatalf("%d pages, want lines 1–40 and 41–50", len(got))
	}
	got = pages(restday.Text{{Text: strings.Repeat("word ", 1000)}})
	if len(got) != 2 || len(got[0].text) != 4095 {
		t.Fatalf("%d pages; a word was broken", len(got))
	}
	got = pages(restday.Text{{Text: strings.Repeat("😴", 3000)}})
	if len(got) != 2 || got[0].text != strings.Repeat("😴", 2048) {
		t.Fatalf("%d pages; a character was broken", len(got))
	}
}

// Whatever the text: pages fit, lose nothing, and are bold where the text was.
func TestPagesKeepEverything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var text restday.Text
		for range rapid.IntRange(0, 6).Draw(t, "spans") {
			text = append(text, restday.Span{
				Text: strings.Repeat(rapid.StringMatching(`[a-z 😴é\n.]{1,9}`).Draw(t, "text"), rapid.IntRange(0, 900).Draw(t, "times")),
				Bold: rapid.Bool().Draw(t, "bold"),
			})
		}
		var plain, bold, wantBold string
		for _, p := range pages(text) {
			if n := len(utf16.Encode([]rune(p.text))); n > maxText || strings.TrimSpace(p.text) == "" {
				t.Fatalf("a page of %d units", n)
			}
			plain += p.text
			bold += strings.Join(boldParts(p), "")
		}
		for _, span := range text {
			if span.Bold {
				wantBold += span.Text
			}
		}
		// Only pages of nothing but white space are left out.
		same := func(a, b string) bool {
			return strings.Join(strings.Fields(a), "") == strings.Join(strings.Fields(b), "")
		}
		if !same(plain, text.Plain()) || !same(bold, wantBold) {
			t.Fatal("something was lost")
		}
	})
}

func TestNoticeFits(t *testing.T) {
	t.Parallel()
	if got := notice(strings.Repeat("😴", 300)); got != strings.Repeat("😴", 100) {
		t.Errorf("%d bytes", len(got))
	}
}
