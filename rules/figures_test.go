package rules

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"restday"
)

// shared returns a file of the published data, which is not part of the repository.
func shared(t *testing.T, name string) string {
	t.Helper()
	folder := os.Getenv("RESTDAY_SHARED")
	if folder == "" {
		t.Skip("RESTDAY_SHARED is not set: the published data are not here")
	}
	return filepath.Join(folder, "data", name)
}

func rowsOf(t *testing.T, file string) [][]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// near compares with a figure printed with so many decimals.
func near(t *testing.T, what string, got, want float64, decimals int) {
	t.Helper()
	if math.Abs(got-want) > 0.5000001*math.Pow10(-decimals) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

func TestFosterTable5(t *testing.T) { // rules.md c.1
	t.Parallel()
	week, monotony, _ := foster([]float64{940, 50, 840, 280, 180, 390, 50, 390, 280})
	near(t, "week", *week, 3400, 6)
	near(t, "monotony", *monotony, 1.264614, 6)
	near(t, "strain as printed", *week*math.Round(*monotony*100)/100, 4284, 6)
	_, monotony, _ = foster([]float64{940, 50, 1120, 180, 390, 50, 670})
	near(t, "monotony over days", *monotony, 1.2116, 4)
}

func TestOpenSourceUnitTest(t *testing.T) { // rules.md c.4
	t.Parallel()
	week, monotony, strain := foster([]float64{50, 0, 100, 50, 0, 150, 0})
	near(t, "week", *week, 350, 6)
	near(t, "monotony", *monotony, 0.935414, 6)
	near(t, "strain", *strain, 327.395, 3)
}

func TestEqualDaysHaveNoMonotony(t *testing.T) {
	t.Parallel()
	week, monotony, strain := foster([]float64{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1})
	if monotony != nil || strain != nil {
		t.Errorf("monotony %v, strain %v of equal days", *monotony, *strain)
	}
	near(t, "week", *week, 0.7, 9)
}

func TestSampleSDIsForBaselines(t *testing.T) { // rules.md c.5
	t.Parallel()
	for _, c := range []struct {
		values   []float64
		mean, sd float64
	}{
		{[]float64{15, 14, 16, 15, 14, 15, 16}, 15, 0.82},
		{[]float64{10, 9, 11, 10, 9, 10, 11}, 10, 0.82},
		{[]float64{15, 13, 17, 15, 13, 15, 17}, 15, 1.63},
	} {
		near(t, "mean", mean(c.values), c.mean, 6)
		near(t, "SD", sampleSD(c.values), c.sd, 2)
	}
}

// trained is a session with a load, at RPE 10.
func trained(offset int, load float64) part { return did(offset, restday.Easy, load/10, 10) }

func TestMenaspasAthletes(t *testing.T) { // rules.md c.2; Williams 2017
	t.Parallel()
	loads := map[string][]float64{}
	for _, row := range rowsOf(t, shared(t, "acwr_training_load.csv")) {
		loads[row[0]] = append(loads[row[0]], number(t, row[3]))
	}
	for _, c := range []struct {
		athlete                          string
		acute, chronic, monotony, strain float64
	}{
		{"1", 47.330322, 37.871967, 0, 0},
		{"2", 53.673012, 38.168765, 4.830459, 1690.6606},
		{"3", 62.124188, 40.061418, 1.264189, 442.4661},
	} {
		for _, last := range []int{-1, 0} { // seen the morning after, or that evening
			in := day()
			for i, load := range loads[c.athlete] {
				trained(i-27+last, load)(&in)
			}
			l := past(t, in).load()
			near(t, "acute "+c.athlete, *l.AcuteEWMA, c.acute, 6)
			near(t, "chronic "+c.athlete, *l.ChronicEWMA, c.chronic, 6)
			near(t, "week "+c.athlete, *l.Week, 350, 6)
			if c.monotony == 0 {
				if l.Monotony != nil {
					t.Errorf("athlete %s trained the same every day, but has monotony %v", c.athlete, *l.Monotony)
				}
				continue
			}
			near(t, "monotony "+c.athlete, *l.Monotony, c.monotony, 6)
			near(t, "strain "+c.athlete, *l.Strain, c.strain, 4)
		}
	}
	first := loads["1"][:22]
	near(t, "acute on day 22", ewma(first, 7), 35, 6)
	near(t, "chronic on day 22", ewma(first, 28), 31.379310, 6)
}

func TestPmSysRowByRow(t *testing.T) { // rules.md c.3
	t.Parallel()
	var loads []float64
	checked := 0
	for _, row := range rowsOf(t, shared(t, "soccermon_TeamA_7.csv")) {
		loads = append(loads, number(t, row[1]))
		if row[0] < "2020-04-01" {
			continue
		}
		checked++
		week, monotony, _ := foster(loads[len(loads)-7:])
		within := func(what string, got float64, column int) {
			if want := number(t, row[column]); math.Abs(got-want) > 0.0051 {
				t.Errorf("%s %s: %v, want %v", row[0], what, got, want)
			}
		}
		within("atl", *week/7, 2)
		within("ctl28", mean(loads[len(loads)-28:]), 3)
		within("ctl42", mean(loads[len(loads)-42:]), 4)
		if monotony == nil {
			t.Errorf("%s: no monotony", row[0])
			continue
		}
		within("monotony", *monotony, 6)
		printedStrain := *week * number(t, row[6])
		near(t, row[0]+" strain", printedStrain, number(t, row[7]), 6)
	}
	if checked != 200 {
		t.Errorf("checked %d rows, want 200", checked)
	}
}

func TestLoadWindows(t *testing.T) {
	t.Parallel()
	week := func(parts ...part) *float64 { return past(t, day(parts...)).load().Week }
	for _, c := range []struct {
		name string
		got  *float64
		want string
	}{
		{"ends yesterday", week(trained(-7, 10), trained(-1, 20)), "30"},
		{"ends today once something is logged", week(trained(-7, 10), trained(-1, 20), trained(0, 40)), "60"},
		{"five known days are enough", week(trained(-5, 10)), "10"},
		{"four are not", week(trained(-4, 10)), "unknown"},
		{"a check-in makes a day known", week(says(-6, fine), trained(-1, 10)), "10"},
		{"two loads unknown", week(trained(-7, 10), unlogged(-1), unlogged(-2)), "10"},
		{"three loads unknown", week(trained(-7, 10), unlogged(-1), unlogged(-2), unlogged(-3)), "unknown"},
		{"a rest day is 0", week(trained(-7, 10), rested(-1), rested(-2), rested(-3)), "10"},
		{"nothing known", week(), "unknown"},
	} {
		if got := shownPointer(c.got); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func unlogged(offset int) part {
	return func(in *Input) {
		in.Sessions = append(in.Sessions, restday.Session{Day: in.Day + restday.Day(offset), Kind: restday.Easy})
	}
}

func rested(offset int) part {
	return func(in *Input) {
		in.Sessions = append(in.Sessions, restday.Session{Day: in.Day + restday.Day(offset), Kind: restday.Rest})
	}
}

func TestEWMANeedsFourKnownWeeks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		in    Input
		known bool
	}{
		{"27 days", day(trained(-27, 10)), false},
		{"28 days", day(trained(-28, 10)), true},
		{"a load unknown in the last 28", day(trained(-40, 10), unlogged(-28)), false},
		{"a load unknown before", day(trained(-40, 10), unlogged(-29)), true},
		{"check-ins are no training", day(says(-40, fine), trained(-27, 10)), false},
	} {
		l := past(t, c.in).load()
		if got := l.AcuteEWMA != nil && l.ChronicEWMA != nil; got != c.known {
			t.Errorf("%s: known %v", c.name, got)
		}
	}
}

func TestLongestRun(t *testing.T) {
	t.Parallel()
	ran := func(offset int, km float64, sport string) part {
		return func(in *Input) {
			in.Sessions = append(in.Sessions, restday.Session{Day: in.Day + restday.Day(offset), Kind: restday.Easy, DistanceKM: &km, Sport: sport})
		}
	}
	for _, c := range []struct {
		name string
		in   Input
		want string
	}{
		{"thirty days back", day(ran(-30, 12, ""), ran(-31, 20, ""), ran(-1, 5, "")), "12"},
		{"not today's", day(ran(0, 12, ""), ran(-1, 5, "")), "5"},
		{"rides do not count", day(ran(-1, 60, "bike"), ran(-2, 8, "run")), "8"},
		{"tri without a sport is no run", day(sport("tri"), ran(-1, 9, "")), "unknown"},
		{"a triathlete's run", day(sport("tri"), ran(-1, 9, "run")), "9"},
	} {
		if got := shownPointer(past(t, c.in).load().LongestRunKM); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
