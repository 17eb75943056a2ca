package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
)

// numbersFile is the file in a library that holds its numbers; it is no rule.
const numbersFile = "numbers.yaml"

// Number is a figure that is our own choice (f.10). A rule may name it where a
// figure could stand.
type Number struct {
	Value  float64 `yaml:"value"`
	From   float64 `yaml:"from"` // a host's own value lies within From and To
	To     float64 `yaml:"to"`
	Unit   string  `yaml:"unit"`
	Source string  `yaml:"source"`
}

// Numbers are all of them by name.
type Numbers map[string]Number

// readNumbers reads a library's numbers file.
func readNumbers(fsys fs.FS) (Numbers, error) {
	data, err := fs.ReadFile(fsys, numbersFile)
	if err != nil {
		return nil, fmt.Errorf("read the numbers: %w", err)
	}
	d, err := parseDocument(numbersFile, data)
	if err != nil {
		return nil, err
	}
	n := Numbers{}
	if err := d.decode(&n); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(n)) {
		if err := n[name].check(); err != nil {
			return nil, d.errorf("$."+name, "%s", err)
		}
	}
	return n, nil
}

func (n Number) check() error {
	switch {
	case n.Source == "":
		return errors.New("has no source; name where the number comes from")
	case n.Value < n.From || n.Value > n.To:
		return fmt.Errorf("%s is outside %s–%s", figure(n.Value), figure(n.From), figure(n.To))
	}
	return nil
}

// changed returns the numbers with those that a layer's own file sets to
// something else: "short_sleep: 6.5". The file may be missing.
func (n Numbers) changed(y Layer) (Numbers, error) {
	data, err := fs.ReadFile(y.Files, numbersFile)
	if errors.Is(err, fs.ErrNotExist) {
		return n, nil
	}
	if err != nil {
		return n, fmt.Errorf("read the numbers: %w", err)
	}
	d, err := parseDocument(path.Join(y.Name, numbersFile), data)
	if err != nil {
		return n, err
	}
	own := map[string]float64{}
	if err := d.decode(&own); err != nil {
		return n, err
	}
	return n.with(own, d)
}

// with returns the numbers with the values that a document gives.
func (n Numbers) with(own map[string]float64, d document) (Numbers, error) {
	out, bad := maps.Clone(n), []error(nil)
	for _, name := range slices.Sorted(maps.Keys(own)) {
		number, known := n[name]
		if !known {
			bad = append(bad, d.errorf("$."+name, "is not one of the numbers; did you mean %s?", nearest(name, slices.Sorted(maps.Keys(n)))))
			continue
		}
		number.Value = own[name]
		if err := number.check(); err != nil {
			bad = append(bad, d.errorf("$."+name, "%s", err))
			continue
		}
		out[name] = number
	}
	return out, errors.Join(bad...)
}

// values are the figures by name, as a condition's facts are.
func (n Numbers) values() map[string]float64 {
	values := make(map[string]float64, len(n))
	for name, number := range n {
		values[name] = number.Value
	}
	return values
}

// limits are the numbers that working out the facts needs; numbers.yaml says
// what they are and where they come from.
type limits struct {
	BaselineWindow  float64 `number:"baseline_window"`
	BaselineMin     float64 `number:"baseline_min"`
	SDFloor         float64 `number:"sd_floor"`
	EnergyWeight    float64 `number:"energy_weight"`
	LowZ            float64 `number:"low_z"`
	VeryLowZ        float64 `number:"very_low_z"`
	HardRPE         float64 `number:"hard_rpe"`
	HardMinutes     float64 `number:"hard_minutes"`
	LongHardMinutes float64 `number:"long_hard_minutes"`
	StrainedRPE     float64 `number:"strained_rpe"`
	EasyDaysBetween float64 `number:"easy_days_between"`
	HardDaysWeek    float64 `number:"hard_days_week_most"`
	ShortSleep      float64 `number:"short_sleep"`

	HRVWeekMin     float64 `number:"hrv_week_min"`
	HRVBaselineMin float64 `number:"hrv_baseline_min"`
	HRVBandSD      float64 `number:"hrv_band_sd"`
	RHRBaselineMin float64 `number:"rhr_baseline_min"`
	RHRRise        float64 `number:"rhr_rise"`
	RHRRiseSD      float64 `number:"rhr_rise_sd"`

	LastingCheckIns float64 `number:"lasting_checkins"`
	LastingSpan     float64 `number:"lasting_span"`
	LastingDays     float64 `number:"lasting_days"`
	EpisodeWindow   float64 `number:"episode_window"`
	EpisodeGap      float64 `number:"episode_gap"`

	TaperDaysA        float64 `number:"taper_days_a"`
	TaperDaysB        float64 `number:"taper_days_b"`
	TaperVolumeEarly  float64 `number:"taper_volume_early"`
	TaperVolumeMiddle float64 `number:"taper_volume_middle"`
	TaperVolumeLate   float64 `number:"taper_volume_late"`
	TaperVolumeLast   float64 `number:"taper_volume_last"`

	DeloadNear       float64 `number:"deload_near"`
	LongestShare     float64 `number:"longest_share"`
	StrainPercentile float64 `number:"strain_percentile"`
	StrainHistory    float64 `number:"strain_history"`
	MoveWithin       float64 `number:"move_within"`
}

// limits picks out what working out the facts needs.
func (n Numbers) limits() (limits, error) {
	var l limits
	v := reflect.ValueOf(&l).Elem()
	for i := range v.NumField() {
		name := v.Type().Field(i).Tag.Get("number")
		number, ok := n[name]
		if !ok {
			return limits{}, fmt.Errorf("%s: %s is missing", numbersFile, name)
		}
		v.Field(i).SetFloat(number.Value)
	}
	return l, nil
}
