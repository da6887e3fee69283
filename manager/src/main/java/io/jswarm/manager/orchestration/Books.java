package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The slots of the services that were looked at: one book for a service, or one for each run where
 * a job follows a schedule, whose runs fill the same slots side by side. Kept in step with the
 * draft from turn to turn.
 */
final class Books {
  /** Looked into by service id, never walked. A service that is not there was not looked at yet. */
  private final Map<String, Shelf> shelves = new HashMap<>();

  /** The books of one service by run; the one book of a service without runs is under 0. */
  private record Shelf(boolean byRun, boolean perNode, TreeMap<Long, SlotBook> books) {
    long runOf(Task task) {
      return byRun && task.jobIteration() != null ? task.jobIteration().index() : 0;
    }

    void touchAll(ClusterImage image) {
      books.values().forEach(book -> touchAll(image, book));
    }

    void touchAll(ClusterImage image, SlotBook book) {
      book.touchAll();
      if (perNode) {
        image.nodes().keySet().forEach(nodeId -> book.touch(Place.onNode(nodeId)));
      }
    }
  }

  /** The one book of a service; all of it is to be looked at when it is new. */
  SlotBook whole(ClusterImage image, String serviceId, boolean perNode) {
    Shelf shelf = shelves.get(serviceId);
    if (shelf == null || shelf.byRun) {
      shelf = make(image, serviceId, false, perNode);
    }
    return shelf.books.firstEntry().getValue();
  }

  /** The one book of a service that was looked at; null for others, and for a job with runs. */
  @Nullable SlotBook get(String serviceId) {
    Shelf shelf = shelves.get(serviceId);
    return shelf == null || shelf.byRun ? null : shelf.books.firstEntry().getValue();
  }

  /** The books of a job's runs that have tasks, or had some, the oldest first. */
  NavigableMap<Long, SlotBook> runs(ClusterImage image, String serviceId, boolean perNode) {
    return byRun(image, serviceId, perNode).books;
  }

  /** The book of one run, which may not have had a task yet. */
  SlotBook ofRun(ClusterImage image, String serviceId, boolean perNode, long run) {
    Shelf shelf = byRun(image, serviceId, perNode);
    SlotBook known = shelf.books.get(run);
    if (known != null) {
      return known;
    }
    SlotBook book = new SlotBook(List.of(), perNode);
    shelf.books.put(run, book);
    shelf.touchAll(image, book);
    return book;
  }

  private Shelf byRun(ClusterImage image, String serviceId, boolean perNode) {
    Shelf shelf = shelves.get(serviceId);
    return shelf == null || !shelf.byRun ? make(image, serviceId, true, perNode) : shelf;
  }

  private Shelf make(ClusterImage image, String serviceId, boolean byRun, boolean perNode) {
    Shelf shelf = new Shelf(byRun, perNode, new TreeMap<>());
    Map<Long, List<Task>> tasks = new TreeMap<>();
    for (Task task : image.tasksOfService(serviceId)) {
      tasks.computeIfAbsent(shelf.runOf(task), _ -> new ArrayList<>()).add(task);
    }
    if (!byRun) {
      tasks.putIfAbsent(0L, List.of());
    }
    tasks.forEach((run, ofRun) -> shelf.books.put(run, new SlotBook(ofRun, perNode)));
    shelf.touchAll(image);
    shelves.put(serviceId, shelf);
    return shelf;
  }

  void remove(String serviceId) {
    shelves.remove(serviceId);
  }

  /** Something the task's slot depends on has changed. */
  void touch(Task task) {
    Shelf shelf = shelves.get(task.serviceId());
    SlotBook book = shelf == null ? null : shelf.books.get(shelf.runOf(task));
    if (book != null) {
      book.touch(task);
    }
  }

  /** Something a place depends on has changed. */
  void touch(String serviceId, Place place) {
    Shelf shelf = shelves.get(serviceId);
    if (shelf != null) {
      shelf.books.values().forEach(book -> book.touch(place));
    }
  }

  /** Something all slots of the service depend on has changed. */
  void touchAll(ClusterImage image, String serviceId) {
    Shelf shelf = shelves.get(serviceId);
    if (shelf != null) {
      shelf.touchAll(image);
    }
  }

  /** Takes in what a decider has changed, for those that come after it. */
  void follow(Turn turn) {
    turn.takeTouchedTasks().forEach((id, known) -> changed(turn, id, known));
  }

  /** A task is new, has changed, or is gone. */
  void changed(Turn turn, String taskId, Task known) {
    Shelf shelf = shelves.get(known.serviceId());
    if (shelf != null) {
      shelf
          .books
          .computeIfAbsent(shelf.runOf(known), _ -> new SlotBook(List.of(), shelf.perNode))
          .changed(known, turn.image().task(taskId));
    }
  }
}
