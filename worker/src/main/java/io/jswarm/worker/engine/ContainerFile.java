package io.jswarm.worker.engine;

import io.jswarm.api.model.Bytes;

/**
 * A file a container is given beside its image, kept in memory: no disk of the node may hold it.
 * The container can read it and not change it.
 *
 * @param target absolute
 * @param uid a number, or a name the container's own users know; empty is root
 * @param gid likewise, among its groups
 * @param mode permission bits
 */
public record ContainerFile(String target, Bytes data, String uid, String gid, int mode) {}
