package io.jswarm.worker.image;

import io.jswarm.api.image.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What taking an image's name away will do, by Docker's rules.
 *
 * @param names those to be taken away
 * @param deletesImage whether no name is left, so that the image goes too
 */
record ImageRemoval(ImageConfig image, List<Reference> names, boolean deletesImage) {

  /** Decides, or refuses with Docker's sentence. */
  static ImageRemoval plan(Catalog catalog, String name, boolean force, ImageUse use) {
    ImageConfig image = catalog.find(name).orElseThrow(() -> ImageException.NotFound.locally(name));
    List<Reference> all =
        catalog.names().entrySet().stream()
            .filter(each -> each.getValue().equals(image.id()))
            .map(each -> Reference.parse(each.getKey()))
            .toList();
    Optional<Reference> given = all.stream().filter(each -> isCalled(each, name)).findFirst();
    if (given.isPresent()) {
      return byName(image, all, given.get(), force, use);
    }
    long repositories = all.stream().map(Reference::familiarName).distinct().count();
    if (repositories > 1 && !force) {
      throw new ImageException.Conflict(
          "conflict: unable to delete %s (must be forced) - image is referenced in multiple repositories"
              .formatted(image.id().brief()));
    }
    refuseInUse(image, force, use);
    return new ImageRemoval(image, all, true);
  }

  private static ImageRemoval byName(
      ImageConfig image, List<Reference> all, Reference given, boolean force, ImageUse use) {
    List<Reference> gone = new ArrayList<>(List.of(given));
    List<Reference> left = new ArrayList<>(all);
    left.remove(given);
    // A digest alone does not keep an image: it goes with the last tag of its repository.
    boolean tagged =
        left.stream()
            .anyMatch(
                each -> each.tag().isPresent() && each.familiarName().equals(given.familiarName()));
    if (given.tag().isPresent() && !tagged) {
      left.stream()
          .filter(each -> each.familiarName().equals(given.familiarName()))
          .forEach(gone::add);
      left.removeAll(gone);
    }
    if (!left.isEmpty()) {
      return new ImageRemoval(image, gone, false);
    }
    List<ImageUse.User> users = use.of(image.id().toString());
    if (!users.isEmpty() && !force) {
      throw new ImageException.Conflict(
          ("conflict: unable to remove repository reference \"%s\" (must force)"
                  + " - container %.12s is using its referenced image %s")
              .formatted(given.familiar(), users.getFirst().containerId(), image.id().brief()));
    }
    // With force the name goes, and the image stays for as long as a container runs from it.
    return new ImageRemoval(image, gone, users.stream().noneMatch(ImageUse.User::running));
  }

  private static void refuseInUse(ImageConfig image, boolean force, ImageUse use) {
    for (ImageUse.User each : use.of(image.id().toString())) {
      if (each.running() || !force) {
        throw new ImageException.Conflict(
            "conflict: unable to delete %s (%s) - image is being used by %s container %.12s"
                .formatted(
                    image.id().brief(),
                    each.running() ? "cannot be forced" : "must be forced",
                    each.running() ? "running" : "stopped",
                    each.containerId()));
      }
    }
  }

  private static boolean isCalled(Reference reference, String name) {
    try {
      return ImageNames.parse(name).exact().equals(reference);
    } catch (ImageException.Invalid anId) {
      return false;
    }
  }

  /** What Docker answers, without the layers. */
  List<ImageDeleted> report() {
    List<ImageDeleted> report = new ArrayList<>();
    names.forEach(each -> report.add(ImageDeleted.untagged(each.familiar())));
    if (deletesImage) {
      report.add(ImageDeleted.deleted(image.id().toString()));
    }
    return report;
  }
}
