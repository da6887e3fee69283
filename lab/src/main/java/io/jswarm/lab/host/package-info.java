/**
 * Hosts made of namespaces on one machine, seen from Java. The script {@code lab/hosts} owns every
 * verb, so that shell scripts, measuring probes and tests do exactly the same; the classes here
 * call it and say what went wrong. Start at {@link io.jswarm.lab.host.Lab}. Nothing here knows what
 * a cluster does with its hosts.
 */
@NullMarked
package io.jswarm.lab.host;

import org.jspecify.annotations.NullMarked;
