/**
 * When jobs are due: the language of schedules (Cron, with a CronField for each of its five words)
 * and what it means by the clocks of a place, whose hours are skipped and come twice (Timetable).
 * Pure: nothing here knows what time it is. What follows when a run is due is
 * io.jswarm.manager.orchestration's.
 */
@NullMarked
package io.jswarm.manager.schedule;

import org.jspecify.annotations.NullMarked;
