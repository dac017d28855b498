namespace Hms.Transforms.Mapping;

/// <summary>Marks a step that learns nothing from rows: its result for a row is the same whatever it was fitted on, so it may be cached across folds.</summary>
public interface IStatelessStep;
