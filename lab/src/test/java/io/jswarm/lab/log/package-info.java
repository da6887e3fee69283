/**
 * The contract of the replicated log, kept by Ratis as it is in production: members in processes of
 * their own on hosts of their own, which lose power, are cut off and stand still. {@link
 * io.jswarm.lab.log.LogMemberProgram} is one member, spoken to in lines over its standard streams;
 * {@link io.jswarm.lab.log.HostedLogs} starts them and breaks things. Nothing of the cluster's own
 * writer or store belongs here.
 */
@NullMarked
package io.jswarm.lab.log;

import org.jspecify.annotations.NullMarked;
