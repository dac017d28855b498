namespace Hms.Transforms.Steps.Filters;

/// <summary>How a filter's coefficients are found.</summary>
public enum FilterDesign
{
    /// <summary>Recursive, flat in the pass band; second-order sections.</summary>
    Butterworth,

    /// <summary>Finite impulse response of linear phase: windowed sinc.</summary>
    Fir,
}
