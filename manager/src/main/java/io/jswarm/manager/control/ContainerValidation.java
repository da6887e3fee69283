package io.jswarm.manager.control;

import io.jswarm.api.image.BadReference;
import io.jswarm.api.image.Reference;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.Platform;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.template.ContainerTemplates;
import io.jswarm.api.template.TemplateContext;
import io.jswarm.api.template.TemplateException;
import io.jswarm.api.text.GoText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a node could read what a service's containers are to be: its templates are filled in as
 * for a task that might be, and its image's name is read, by the code that nodes use. Refusals in
 * Docker's words, and in its order.
 */
final class ContainerValidation {
  private static final List<String> MOUNT_TYPES =
      List.of("bind", "volume", "tmpfs", "npipe", "cluster", "image");

  private ContainerValidation() {}

  /** The first thing wrong. */
  static @Nullable String check(ServiceSpec spec) {
    ContainerSpec container = spec.taskTemplate().containerSpec();
    if (container == null) {
      return null;
    }
    for (Mount mount : container.mounts()) {
      if (!MOUNT_TYPES.contains(mount.type())) {
        return "invalid MountType: \"" + mount.type() + "\"";
      }
    }
    ContainerSpec tried;
    try {
      tried = ContainerTemplates.expand(container, someTask(spec));
    } catch (TemplateException e) {
      return e.getMessage();
    }
    String wrong = image(container.image());
    wrong = wrong == null ? mounts(tried.mounts()) : wrong;
    return wrong == null ? grace(container.stopGracePeriod()) : wrong;
  }

  /** With the service's own name and labels, which its templates may count on. */
  private static TemplateContext someTask(ServiceSpec spec) {
    return new TemplateContext(
        new TemplateContext.Service("serviceid", spec.name(), spec.labels()),
        new TemplateContext.Node("nodeid", "nodehostname", new Platform("architecture", "os")),
        new TemplateContext.Task("taskid", "taskname", "1"));
  }

  private static @Nullable String image(String image) {
    if (image.isEmpty()) {
      return "ContainerSpec: image reference must be provided";
    }
    try {
      Reference.parse(image);
      return null;
    } catch (BadReference _) {
      return "ContainerSpec: " + GoText.quoted(image) + " is not a valid repository/tag";
    }
  }

  private static @Nullable String mounts(List<Mount> mounts) {
    List<String> targets = new ArrayList<>();
    for (Mount mount : mounts) {
      if (mount.type().equals("cluster") && mount.source().isEmpty()) {
        return "ContainerSpec: a mount of type cluster needs the name of a volume or group:NAME as"
            + " its source";
      }
      if (targets.contains(mount.target())) {
        return "ContainerSpec: duplicate mount point: " + mount.target();
      }
      targets.add(mount.target());
    }
    return null;
  }

  private static @Nullable String grace(@Nullable Duration period) {
    return period != null && period.isNegative()
        ? "ContainerSpec: stop-grace-period cannot be negative"
        : null;
  }
}
