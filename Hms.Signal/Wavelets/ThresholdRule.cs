namespace Hms.Signal.Wavelets;

/// <summary>What happens to detail coefficients.</summary>
public enum ThresholdRule
{
    /// <summary>Those whose magnitude lies below the threshold become 0, the others stay.</summary>
    Hard,

    /// <summary>All come nearer to 0 by the threshold, those below it become 0.</summary>
    Soft,
}
