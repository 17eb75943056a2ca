package activity

import (
	"math"
	"time"
)

// track is a GPX track being read.
type track struct {
	sport       string
	start       time.Time // of the first point with a time
	last        time.Time // of the last point of this segment
	lat, lon    float64   // of it
	placed      bool      // there is one
	seconds, km float64
}

// readGPX reads every track of a GPX file. A break between two segments is a
// pause. A route, which has no times, is no session.
func readGPX(data []byte) (found []Activity, err error) {
	var t track
	var lat, lon float64
	var at time.Time
	all := 0
	err = walk(data, func(e elements) {
		switch {
		case e.in("trk"):
			t = track{}
		case e.in("trk", "trkseg"):
			t.last, t.placed = time.Time{}, false
		case e.in("trkseg", "trkpt"):
			lat, lon, at = number(e.last().attr["lat"]), number(e.last().attr["lon"]), time.Time{}
		}
	}, func(e elements) {
		switch {
		case e.in("trk", "type"):
			t.sport = e.last().text.String()
		case e.in("trkpt", "time"):
			at = moment(e.last().text.String())
		case e.in("trkseg", "trkpt"):
			all++
			t.add(lat, lon, at)
		case e.in("trk") && !t.start.IsZero() && t.seconds > 0:
			km := t.km // t goes on with the next
			found = append(found, Activity{Start: t.start, Sport: t.sportOf(), Minutes: t.seconds / 60, DistanceKM: &km})
		}
	})
	if all > mostPoints {
		return nil, Odd
	}
	return found, err
}

// sportOf is the track's sport, "" when the file does not say.
func (t *track) sportOf() string {
	if t.sport == "" {
		return ""
	}
	return sportNamed(t.sport)
}

// add goes on to the next point. One without a place or a time is passed over.
func (t *track) add(lat, lon float64, at time.Time) {
	if at.IsZero() || !(math.Abs(lat) <= 90 && math.Abs(lon) <= 180) {
		return
	}
	if t.start.IsZero() {
		t.start = at
	}
	if t.placed && at.After(t.last) {
		t.seconds += at.Sub(t.last).Seconds()
		t.km += kmBetween(t.lat, t.lon, lat, lon)
	}
	t.last, t.lat, t.lon, t.placed = at, lat, lon, true
}

// kmBetween is the distance of two places on the ground, by the haversine formula.
func kmBetween(lat1, lon1, lat2, lon2 float64) float64 {
	const earth, degree = 6371.0, math.Pi / 180
	h := sin2((lat2-lat1)*degree/2) + math.Cos(lat1*degree)*math.Cos(lat2*degree)*sin2((lon2-lon1)*degree/2)
	return 2 * earth * math.Asin(math.Sqrt(min(1, h)))
}

func sin2(x float64) float64 { return math.Sin(x) * math.Sin(x) }
