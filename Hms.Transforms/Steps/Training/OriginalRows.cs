namespace Hms.Transforms.Steps.Training;

/// <summary>What becomes of the rows that were augmented.</summary>
public enum OriginalRows
{
    /// <summary>They stay, in front of their copies.</summary>
    Keep,

    /// <summary>Only the copies are left.</summary>
    LeaveOut,
}
