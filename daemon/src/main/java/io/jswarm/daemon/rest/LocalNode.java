package io.jswarm.daemon.rest;

import io.jswarm.api.model.GenericResource;
import io.jswarm.worker.engine.Engine;
import java.util.List;

/**
 * What runs on this machine and how it is described.
 *
 * @param id identifies the daemon's installation, in {@code GET /info}
 * @param hostname as this node calls itself
 * @param labels engine labels, {@code key=value}
 * @param genericResources what services may reserve here
 * @param product the daemon's version and where it comes from
 */
public record LocalNode(
    Engine engine,
    String id,
    String hostname,
    List<String> labels,
    List<GenericResource> genericResources,
    Product product) {
  /**
   * The daemon's own identity.
   *
   * @param version such as {@code 0.1.0}
   * @param commit abbreviated; empty when unknown
   * @param builtAt RFC 3339; empty when unknown
   */
  public record Product(String version, String commit, String builtAt) {}
}
