package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a [SnapshotSpec] whose type stands beside it in JSON: `{"type": "git_commit", "config":
/// {…}}`.
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.FIELD,
  ElementType.PARAMETER,
  ElementType.METHOD,
  ElementType.RECORD_COMPONENT
})
@JacksonAnnotationsInside
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXTERNAL_PROPERTY,
    property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SnapshotSpec.GitCommit.class, name = "git_commit"),
  @JsonSubTypes.Type(value = SnapshotSpec.Configuration.class, name = "configuration"),
  @JsonSubTypes.Type(value = SnapshotSpec.FileSystem.class, name = "file_system"),
  @JsonSubTypes.Type(value = SnapshotSpec.Set.class, name = "set")
})
public @interface TypedByNeighbour {}
