package io.jswarm.api.model;

import org.jspecify.annotations.Nullable;

/**
 * A file tree put into the container. Which options apply depends on {@code type}: bind, volume,
 * tmpfs, image, npipe or cluster.
 */
@OmitEmpty
public record Mount(
    String type,
    String source,
    String target,
    boolean readOnly,
    String consistency,
    @Nullable BindOptions bindOptions,
    @Nullable VolumeOptions volumeOptions,
    @Nullable ImageOptions imageOptions,
    @Nullable TmpfsOptions tmpfsOptions,
    @Nullable ClusterOptions clusterOptions) {
  public Mount {
    type = Values.text(type);
    source = Values.text(source);
    target = Values.text(target);
    consistency = Values.text(consistency);
  }
}
