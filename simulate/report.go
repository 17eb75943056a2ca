package simulate

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"restday/rules"
)

// Report is what became of a season, counted in days of athletes.
type Report struct {
	Days      int
	Prompts   int
	Answered  int
	Followed  int // of Answered: done as advised
	Kept      int // of Answered: the plan was kept, and restday told so
	Lighter   int // of Answered: lighter days were agreed to
	Outcomes  map[rules.Outcome]int
	States    map[rules.State]int
	Deciding  map[string]int // by rule
	Safety    int            // days with a fired S row
	Moved     int
	Dropped   int
	Rest      int // days without training
	Hard      int // days with hard training
	LongestOn int // days of training in a row, whoever it was
	Replayed  int // decisions
	Breaches  []string
}

// count adds a day that is over.
func (r *Report) count(d diary, advice *rules.Decision) {
	r.Days++
	r.Prompts += d.prompts
	r.Rest += one(!d.trained)
	r.Hard += one(d.hard)
	if !d.answered || advice == nil {
		return
	}
	r.add(Report{
		Answered: 1, Followed: one(d.follows), Kept: one(d.kept), Lighter: one(d.lighter),
		Outcomes: map[rules.Outcome]int{advice.Outcome: 1}, States: map[rules.State]int{advice.State: 1},
		Deciding: map[string]int{advice.Reasons[0].Rule: 1}, Safety: one(advice.Reasons[0].Rule[0] == 'S'),
		Moved: one(advice.MovedTo.To != 0), Dropped: one(advice.MovedTo.Dropped),
	})
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// add puts another report to this one.
func (r *Report) add(o Report) {
	r.Days += o.Days
	r.Prompts += o.Prompts
	r.Answered += o.Answered
	r.Followed += o.Followed
	r.Kept += o.Kept
	r.Lighter += o.Lighter
	r.Safety += o.Safety
	r.Moved += o.Moved
	r.Dropped += o.Dropped
	r.Rest += o.Rest
	r.Hard += o.Hard
	r.LongestOn = max(r.LongestOn, o.LongestOn)
	r.Replayed += o.Replayed
	r.Breaches = append(r.Breaches, o.Breaches...)
	r.Outcomes = sum(r.Outcomes, o.Outcomes)
	r.States = sum(r.States, o.States)
	r.Deciding = sum(r.Deciding, o.Deciding)
}

func sum[K comparable](a, b map[K]int) map[K]int {
	if a == nil {
		a = map[K]int{}
	}
	for k, n := range b {
		a[k] += n
	}
	return a
}

// Print writes the report for people; equal reports give equal text.
func (r Report) Print(w io.Writer) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	line := func(name string, n, of int) { fmt.Fprintf(out, "%s\t%d\t%s\n", name, n, share(n, of)) }
	weekly := func(name string, n int) {
		fmt.Fprintf(out, "%s\t%.2f\ta week\n", name, 7*float64(n)/float64(max(1, r.Days)))
	}
	line("days", r.Days, r.Days)
	line("prompts", r.Prompts, r.Days)
	line("answered", r.Answered, r.Prompts)
	fmt.Fprintln(out, "\nOF THE ANSWERED DAYS")
	for _, o := range slices.Backward(rules.Outcomes) {
		line(string(o), r.Outcomes[o], r.Answered)
	}
	line("done as advised", r.Followed, r.Answered)
	line("plan kept", r.Kept, r.Answered)
	line("lighter days begun", r.Lighter, r.Answered)
	for _, state := range slices.Sorted(maps.Keys(r.States)) {
		line("state "+string(state), r.States[state], r.Answered)
	}
	line("safety rule", r.Safety, r.Answered)
	line("session moved", r.Moved, r.Answered)
	line("session dropped", r.Dropped, r.Answered)
	fmt.Fprintln(out, "\nDECIDED BY")
	for _, rule := range slices.Sorted(maps.Keys(r.Deciding)) {
		line(rule, r.Deciding[rule], r.Answered)
	}
	fmt.Fprintln(out, "\nTRAINING")
	weekly("rest days", r.Rest)
	weekly("hard days", r.Hard)
	fmt.Fprintf(out, "longest without a rest day\t%d\tdays, told or not\n", r.LongestOn)
	fmt.Fprintf(out, "decisions replayed\t%d\n", r.Replayed)
	fmt.Fprintf(out, "what should never happen\t%d\ttimes\n", len(r.Breaches))
	return out.Flush()
}

func share(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}
