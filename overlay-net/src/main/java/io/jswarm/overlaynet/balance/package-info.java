/**
 * Virtual addresses of services on one network: which rules a sandbox needs so that a connection to
 * a virtual address reaches one of the service's tasks. Start at {@link
 * io.jswarm.overlaynet.balance.SandboxRules}. Pure; which addresses exist is decided by managers.
 */
@NullMarked
package io.jswarm.overlaynet.balance;

import org.jspecify.annotations.NullMarked;
