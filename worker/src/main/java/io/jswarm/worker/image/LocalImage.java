package io.jswarm.worker.image;

import java.nio.file.Path;
import java.util.List;

/**
 * An image as a container needs it.
 *
 * @param id {@code sha256:<hex>}
 * @param layerRoot where the layers lie
 * @param layers their names in {@code layerRoot}, topmost first, as overlayfs wants them
 */
public record LocalImage(String id, ImageConfig config, Path layerRoot, List<String> layers) {}
