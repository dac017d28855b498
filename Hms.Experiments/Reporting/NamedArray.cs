namespace Hms.Experiments.Reporting;

/// <summary>Values with their shape and a title.</summary>
/// <param name="Title">What they are.</param>
/// <param name="Values">Row-major.</param>
/// <param name="Dimensions">Sizes, outermost first.</param>
internal sealed record NamedArray(string Title, float[] Values, IReadOnlyList<int> Dimensions)
{
    /// <summary>Names of the values, of features; null where they have none.</summary>
    public IReadOnlyList<string>? SlotNames { get; init; }
}
