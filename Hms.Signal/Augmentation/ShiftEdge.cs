namespace Hms.Signal.Augmentation;

/// <summary>What stands where a time shift has left a gap.</summary>
public enum ShiftEdge
{
    /// <summary>The mask value.</summary>
    Mask,

    /// <summary>What was shifted out at the other end (numpy.roll).</summary>
    Wrap,
}
