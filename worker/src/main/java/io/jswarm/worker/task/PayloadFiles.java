package io.jswarm.worker.task;

import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.FileTarget;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.PayloadReference;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.api.rpc.PayloadData;
import io.jswarm.api.template.TemplateContext;
import io.jswarm.api.template.TemplateException;
import io.jswarm.api.template.Templates;
import io.jswarm.worker.engine.ContainerFile;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.EngineException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The files a task's secrets and configs become, their templates filled in. */
public final class PayloadFiles {
  private static final String SECRETS = "/run/secrets/";
  private static final int PERMISSIONS = 0777;

  private final ContainerSpec container;
  private final Map<String, PayloadData> payloads = new HashMap<>();
  private final TemplateContext context;
  private final Map<String, UnaryOperator<String>> functions;

  private PayloadFiles(
      ContainerSpec container,
      List<PayloadData> payloads,
      ContainerPlan plan,
      TemplateContext context) {
    this.container = container;
    payloads.forEach(each -> this.payloads.put(each.key(), each));
    this.context = context;
    this.functions =
        Map.of(
            "env", name -> variable(plan.container(), name),
            "secret", target -> content(PayloadKind.SECRET, target),
            "config", target -> content(PayloadKind.CONFIG, target));
  }

  /**
   * The files of a task.
   *
   * @param plan of its container, for the variables it sees
   * @param payloads those of the task
   * @throws EngineException.Rejected naming a payload that is not here
   * @throws TemplateException when a template cannot be filled in
   */
  public static List<ContainerFile> of(
      Assignment assignment, NodeFacts node, ContainerPlan plan, List<PayloadData> payloads) {
    ContainerSpec container = assignment.task().spec().containerSpec();
    if (container == null || container.payloads().isEmpty()) {
      return List.of();
    }
    TemplateContext context = ContainerPlans.context(assignment, node);
    PayloadFiles files = new PayloadFiles(container, payloads, plan, context);
    List<ContainerFile> made = new ArrayList<>();
    for (PayloadReference reference : container.payloads()) {
      FileTarget file = reference.file();
      if (file != null) {
        made.add(files.file(reference, file));
      }
    }
    return made;
  }

  private ContainerFile file(PayloadReference reference, FileTarget file) {
    return new ContainerFile(
        target(reference.kind(), file.name()),
        filledIn(data(reference), reference),
        file.uid(),
        file.gid(),
        file.mode() & PERMISSIONS);
  }

  /** As Docker has it: secrets have a directory of their own, configs lie at the top. */
  static String target(PayloadKind kind, String name) {
    if (name.startsWith("/")) {
      return name;
    }
    return switch (kind) {
      case SECRET -> SECRETS + name;
      case CONFIG -> "/" + name;
    };
  }

  private PayloadData data(PayloadReference reference) {
    @Nullable PayloadData data = payloads.get(PayloadData.key(reference));
    if (data == null) {
      throw new EngineException.Rejected(
          "%s %s (%s) is not in the cluster any more"
              .formatted(reference.kind().noun(), reference.name(), reference.id()));
    }
    return data;
  }

  private Bytes filledIn(PayloadData data, PayloadReference reference) {
    if (!data.template()) {
      return data.data();
    }
    try {
      Templates templates = Templates.ofPayload(context, functions);
      return Bytes.ofText(templates.expand(data.data().toText()));
    } catch (TemplateException e) {
      throw new TemplateException(
          "expanding %s %s failed: %s"
              .formatted(reference.kind().noun(), reference.name(), e.getMessage()));
    }
  }

  /** What a template shows of another payload: as it is, templates in it are not filled in. */
  private String content(PayloadKind kind, String target) {
    for (PayloadReference reference : container.payloads()) {
      FileTarget file = reference.file();
      if (reference.kind() == kind && file != null && file.name().equals(target)) {
        return data(reference).data().toText();
      }
    }
    throw new TemplateException("%s target %s not found".formatted(kind.noun(), target));
  }

  private static String variable(ContainerSpec container, String name) {
    return container.env().stream()
        .filter(each -> each.startsWith(name + "="))
        .map(each -> each.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }
}
