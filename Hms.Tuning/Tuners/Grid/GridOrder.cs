namespace Hms.Tuning.Tuners.Grid;

/// <summary>The order of the cells of a grid.</summary>
public enum GridOrder
{
    /// <summary>A random order that the study's seed decides, so that a sweep that is stopped early has seen all parts of the grid.</summary>
    Shuffled,

    /// <summary>As nested loops in the order of declaration: the last parameter changes fastest.</summary>
    Declared,
}
