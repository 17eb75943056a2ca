package activity_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"restday/activity"
)

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func km(v float64) *float64 { return &v }

// TestFilesOfOtherSoftware reads what GPSBabel wrote of a run of five kilometres
// in half an hour.
func TestFilesOfOtherSoftware(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 3, 12, 6, 30, 0, 0, time.UTC)
	for name, want := range map[string]activity.Activity{
		"run.gpx": {Start: start, Sport: "", Minutes: 30, DistanceKM: km(4.99)},
		"run.tcx": {Start: start, Sport: "run", Minutes: 30, DistanceKM: km(5)},
	} {
		got, err := activity.Read(read(t, name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff([]activity.Activity{want}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestFITOfWatches reads the examples that come with the FIT library, written by
// watches. What they hold is listed beside them in CSV.
func TestFITOfWatches(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		file string
		want []activity.Activity
	}{
		{"Activity.fit", []activity.Activity{{Start: time.Date(2021, 7, 20, 21, 11, 20, 0, time.UTC), Sport: "other", Minutes: 60}}},
		{"activity_lowbattery.fit", []activity.Activity{
			{Start: time.Date(2020, 5, 29, 13, 17, 42, 0, time.UTC), Sport: "bike", Minutes: 66, DistanceKM: km(28.16)},
		}},
		{"activity_poolswim.fit", []activity.Activity{
			{Start: time.Date(2021, 7, 20, 21, 11, 20, 0, time.UTC), Sport: "swim", Minutes: 14, DistanceKM: km(0.46)},
		}},
	} {
		got, err := activity.Read(example(t, c.file))
		if err != nil {
			t.Errorf("%s: %v", c.file, err)
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.file, diff)
		}
	}
}

// example is a file of the FIT library's own.
func example(t *testing.T, name string) []byte {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/muktihari/fit").Output()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "testdata", "from_official_sdk", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestRefused guards: whatever a file is, it is refused by what is wrong with it.
func TestRefused(t *testing.T) {
	t.Parallel()
	fit := example(t, "activity_lowbattery.fit")
	gpx, tcx := string(read(t, "run.gpx")), string(read(t, "run.tcx"))
	deep := "<gpx>" + strings.Repeat("<a>", 100_000)
	for name, c := range map[string]struct {
		data string
		want activity.Problem
	}{
		"nothing":               {"", activity.Unknown},
		"a picture":             {"\x89PNG\r\n\x1a\n", activity.Unknown},
		"a zip archive":         {"PK\x03\x04run.gpx", activity.Packed},
		"a gzip archive":        {"\x1f\x8b\x08run.fit", activity.Packed},
		"a large file":          {gpx + strings.Repeat(" ", activity.MaxFile), activity.Large},
		"a FIT cut off":         {string(fit[:len(fit)/2]), activity.Damaged},
		"a FIT changed":         {string(fit[:20_000]) + "\x00\xff\x00" + string(fit[20_003:]), activity.Damaged},
		"a workout to come":     {string(example(t, "WorkoutRepeatSteps.fit")), activity.Empty},
		"a GPX cut off":         {gpx[:len(gpx)/2], activity.Damaged},
		"a TCX cut off":         {tcx[:len(tcx)/2], activity.Damaged},
		"elements without end":  {deep, activity.Damaged},
		"an entity":             {`<!DOCTYPE g [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>` + gpx, activity.Damaged},
		"a file of the machine": {`<!DOCTYPE g [<!ENTITY a SYSTEM "file:///etc/passwd">]>` + gpx, activity.Damaged},
		"a route":               {`<gpx><rte><rtept lat="1" lon="1"/></rte></gpx>`, activity.Empty},
		"places without times":  {`<gpx><trk><trkseg><trkpt lat="1" lon="1"/><trkpt lat="1.1" lon="1"/></trkseg></trk></gpx>`, activity.Empty},
		"no numbers":            {strings.ReplaceAll(gpx, `lat="48`, `lat="NaN`), activity.Empty},
		"a day too long":        {strings.Replace(tcx, "<TotalTimeSeconds>1800", "<TotalTimeSeconds>1e300", 1), activity.Odd},
		"no time":               {strings.Replace(tcx, "<TotalTimeSeconds>1800", "<TotalTimeSeconds>NaN", 1), activity.Odd},
		"to the moon":           {strings.Replace(tcx, "<DistanceMeters>4996", "<DistanceMeters>384400000", 1), activity.Odd},
		"an infinity":           {strings.Replace(tcx, "<DistanceMeters>4996.38", "<DistanceMeters>Inf", 1), activity.Odd},
		"no beginning":          {strings.ReplaceAll(tcx, `StartTime="2026`, `StartTime="x`), activity.Odd},
		"many sessions":         {"<TrainingCenterDatabase><Activities>" + strings.Repeat(`<Activity><Lap StartTime="2026-03-12T06:30:00Z"><TotalTimeSeconds>60</TotalTimeSeconds></Lap></Activity>`, 50) + "</Activities></TrainingCenterDatabase>", activity.Odd},
	} {
		got, err := activity.Read([]byte(c.data))
		if !errors.Is(err, c.want) || got != nil {
			t.Errorf("%s: %v, %v; want %v", name, got, err, c.want)
		}
	}
}

// TestPause holds that a break between two segments of a track is no time of it.
func TestPause(t *testing.T) {
	t.Parallel()
	at := func(lat, clock string) string {
		return `<trkpt lat="` + lat + `" lon="9"><time>2026-03-12T` + clock + `Z</time></trkpt>`
	}
	file := `<?xml version="1.0" encoding="ISO-8859-1"?><gpx><trk><type>cycling</type><trkseg>` + at("47", "07:00:00") + at("47.01", "07:10:00") +
		`</trkseg><trkseg>` + at("47.2", "09:00:00") + at("47.21", "09:20:00") + `</trkseg></trk></gpx>`
	got, err := activity.Read([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	want := []activity.Activity{{Start: time.Date(2026, 3, 12, 7, 0, 0, 0, time.UTC), Sport: "bike", Minutes: 30, DistanceKM: km(2.22)}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// FuzzRead holds that no file breaks the reader, and that what it gives can be.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"run.gpx", "run.tcx"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("\x0e\x20\x8b\x08\x05\x00\x00\x00.FIT\x00\x00\x40\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		found, err := activity.Read(data)
		if err == nil && len(found) == 0 {
			t.Error("neither a session nor a problem")
		}
		for _, a := range found {
			if !(a.Minutes >= 1 && a.Minutes <= 1440) || a.DistanceKM != nil && !(*a.DistanceKM > 0 && *a.DistanceKM <= 500) {
				t.Errorf("%+v", a)
			}
		}
	})
}
