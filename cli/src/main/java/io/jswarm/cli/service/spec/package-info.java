/**
 * From flags to a service's spec: a new one for {@code create}, a changed one for {@code update},
 * field by field as Docker's CLI fills them. Only names of networks, secrets and configs need the
 * daemon; everything else is pure.
 */
@NullMarked
package io.jswarm.cli.service.spec;

import org.jspecify.annotations.NullMarked;
