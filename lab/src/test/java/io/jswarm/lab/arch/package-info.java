/**
 * The house rules as tests: what packages may use, how things are named, how large files and
 * methods may grow.
 *
 * <p>Rules over class files share one import ({@link io.jswarm.lab.arch.Classes}); rules over
 * sources share one parse ({@link io.jswarm.lab.arch.Sources}). An exception to a rule is an entry
 * in that rule's list, with its reason beside it; nothing is switched off elsewhere.
 */
@NullMarked
package io.jswarm.lab.arch;

import org.jspecify.annotations.NullMarked;
