package activity

// readTCX reads every activity of a TCX file from its laps.
func readTCX(data []byte) (found []Activity, err error) {
	var a Activity
	var km float64
	err = walk(data, func(e elements) {
		switch {
		case e.in("Activities", "Activity"):
			a, km = Activity{Sport: sportNamed(e.last().attr["Sport"])}, 0
		case e.in("Activity", "Lap") && a.Start.IsZero():
			a.Start = moment(e.last().attr["StartTime"])
		}
	}, func(e elements) {
		switch text := e.last().text.String(); {
		case e.in("Activity", "Lap", "TotalTimeSeconds"):
			a.Minutes += number(text) / 60
		case e.in("Activity", "Lap", "DistanceMeters"):
			km += number(text) / 1000
		case e.in("Activities", "Activity"):
			done := a
			length := km // km goes on with the next
			done.DistanceKM = &length
			found = append(found, done)
		}
	})
	return found, err
}
