package discord

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/bot/bottest"
)

func TestMarkdown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		text restday.Text
		want string
	}{
		{"plain", restday.Text{{Text: "Easy day: 35–45 min (or 6 × 800 m)."}}, "Easy day: 35–45 min (or 6 × 800 m)."},
		{"bold", restday.Text{{Text: "Rest day", Bold: true}, {Text: " today"}}, "**Rest day** today"},
		{"neighbours", restday.Text{{Text: "a", Bold: true}, {Text: "b", Bold: true}}, "**ab**"},
		{"empty bold", restday.Text{{Text: "a"}, {Bold: true}, {Text: "b"}}, "ab"},
		{"blank bold", restday.Text{{Text: "a"}, {Text: " ", Bold: true}, {Text: "b"}}, "a b"},
		{"name", restday.Text{{Text: "<b>_*`[x](y)"}}, "\\<b>\\_\\*\\`\\[x](y)"},
		{"backslash", restday.Text{{Text: `a\b`}}, `a\\b`},
		{"mentions", restday.Text{{Text: "<@1> <#2> </a:3> @everyone"}}, `\<@1> \<#2> \</a:3> @everyone`},
		{"what people write", restday.Text{{Text: "<5 h, ~45 min, a|b, 3>2"}}, "<5 h, ~45 min, a|b, 3>2"},
		{"pairs", restday.Text{{Text: "~~a~~ ||b||"}}, `\~\~a\~\~ \|\|b\|\|`},
		{"line starts", restday.Text{{Text: "# a\n- b\n> c\n -# d\n- \n5 - 3 # 2 > 1"}}, "\\# a\n\\- b\n\\> c\n \\-# d\n\\- \n5 - 3 # 2 > 1"},
		{"line start in the next span", restday.Text{{Text: "a\n"}, {Text: "- b", Bold: true}}, "a\n**\\- b**"},
		{"address", restday.Text{{Text: "see https://example.org/a_b?c=d\nend"}}, "see https://example.org/a_b?c=d\nend"},
		{"bold address", restday.Text{{Text: "https://example.org/a_b", Bold: true}, {Text: "!"}}, "**https://example.org/a_b**!"},
		{"address with signs", restday.Text{{Text: "https://example.org/a_b?c=*d*"}}, `https\://example.org/a\_b?c=\*d\*`},
		{"address before bold", restday.Text{{Text: "https://x.org/a_b"}, {Text: "c", Bold: true}}, `https\://x.org/a\_b**c**`},
		{"bullets", restday.Text{{Text: "• one\n• two"}}, "• one\n• two"},
	} {
		if got := markdown(c.text, maxContent); got != c.want {
			t.Errorf("%s: %q, not %q", c.name, got, c.want)
		}
	}
}

func TestMarkdownFitsAndIsCutAtACharacter(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"a", "💪🏽", "*", "é", "https://example.org/ ", "\n- "} {
		for n := range 12 {
			for _, bold := range []bool{false, true} {
				long := restday.Text{{Text: strings.Repeat("x", n), Bold: !bold}, {Text: strings.Repeat(unit, 200), Bold: bold}, {Text: "end", Bold: !bold}}
				got := markdown(long, 100)
				if units(got) > 100 || !strings.Contains(got, "…") || strings.Contains(got, "\uFFFD") {
					t.Errorf("%q × 200 after %d became %d units: %q", unit, n, units(got), got)
				}
				if strings.Count(got, "**")%2 != 0 && unit != "*" {
					t.Errorf("bold is left open: %q", got)
				}
			}
		}
	}
}

// What people read is what was meant, whatever it is made of.
func TestMarkdownShowsExactlyTheText(t *testing.T) {
	t.Parallel()
	parts := []string{"*", "_", "~", "|", "`", "<", ">", "#", "-", "[", "]", "(", ")", "\\", "@", ":", "a", "1", " ", "\n", "https://x.org/a_b", " https://x.org/a_b "}
	random := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		var text restday.Text
		for range 1 + random.IntN(3) {
			var s strings.Builder
			for range 1 + random.IntN(8) {
				s.WriteString(parts[random.IntN(len(parts))])
			}
			text = append(text, restday.Span{Text: s.String(), Bold: random.IntN(2) == 0})
		}
		if got := bottest.DiscordText(markdown(text, maxContent)); got != text.Plain() {
			t.Fatalf("%+v is written %q and read %q", text, markdown(text, maxContent), got)
		}
	}
}

func rows(lengths ...int) [][]restday.Choice {
	var out [][]restday.Choice
	n := 0
	for _, length := range lengths {
		var row []restday.Choice
		for range length {
			n++
			row = append(row, restday.Choice{Label: fmt.Sprint(n), Data: fmt.Sprint("d", n)})
		}
		out = append(out, row)
	}
	return out
}

func TestButtonsAreReflowed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ given, want []int }{
		{nil, nil},
		{[]int{5, 2}, []int{5, 2}},
		{[]int{10}, []int{5, 5}},
		{[]int{6, 2}, []int{3, 3, 2}},
		{[]int{7}, []int{4, 3}},
		{[]int{11}, []int{4, 4, 3}},
		{[]int{1, 1, 1, 1, 1, 1}, []int{3, 3}},
		{[]int{30}, []int{5, 5, 5, 5, 5}},
		{[]int{0, 2}, []int{2}},
	} {
		var got []int
		var labels []string
		for _, component := range buttons(rows(c.given...)) {
			row, ok := component.(discordgo.ActionsRow)
			if !ok {
				t.Fatalf("%T is no row", component)
			}
			got = append(got, len(row.Components))
			for _, b := range row.Components {
				labels = append(labels, b.(discordgo.Button).Label)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("rows of %v: %s", c.given, diff)
		}
		for i, l := range labels {
			if l != fmt.Sprint(i+1) {
				t.Errorf("rows of %v are out of order: %v", c.given, labels)
				break
			}
		}
	}
}

func TestButtonsThatDiscordWouldRefuse(t *testing.T) {
	t.Parallel()
	given := [][]restday.Choice{{
		{Label: strings.Repeat("é", 100), Data: "1"}, {Label: "again", Data: "1"}, {Label: "", Data: "2"},
		{Label: "no data"}, {Label: "long", Data: strings.Repeat("x", 101)},
	}}
	got := buttons(given)
	want := []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.Button{Label: strings.Repeat("é", 80), Style: discordgo.SecondaryButton, CustomID: "1"},
	}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNobodyIsCalled(t *testing.T) {
	t.Parallel()
	m := render(restday.Outgoing{Text: restday.Text{{Text: "@everyone"}}})
	if m.Mentions == nil || m.Mentions.Parse == nil || len(m.Mentions.Parse) != 0 {
		t.Errorf("allowed mentions: %+v", m.Mentions)
	}
}

func FuzzMarkdown(f *testing.F) {
	f.Add("a_b*c~~d~~", "||e|| `f`", true)
	f.Add("see https://example.org/a_b", " - x", false)
	f.Add(" ", "# ", true)
	f.Fuzz(func(t *testing.T, first, second string, bold bool) {
		if !utf8.ValidString(first+second) || units(first+second) > 300 {
			return // not a text that the bot writes
		}
		text := restday.Text{{Text: first, Bold: bold}, {Text: second, Bold: !bold}}
		if got := bottest.DiscordText(markdown(text, maxContent)); got != text.Plain() {
			t.Errorf("%+v is written %q and read %q", text, markdown(text, maxContent), got)
		}
	})
}
