/**
 * From what two clusters said to what differs, and whether it may: texts without what differs from
 * run to run, differences, the kept list of those that are known with their reasons, and the page.
 * Start at {@link io.jswarm.lab.sidebyside.verdict.Verdict}. Nothing here plays.
 */
@NullMarked
package io.jswarm.lab.sidebyside.verdict;

import org.jspecify.annotations.NullMarked;
