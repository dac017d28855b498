namespace Hms.Training.Optimization;

/// <summary>The phases of <see cref="OneCycleSchedule"/>.</summary>
public enum OneCyclePhases
{
    /// <summary>Up, then down to the lowest rate (fast.ai's form; PyTorch's default).</summary>
    Two,

    /// <summary>Up, down to the first rate in the same number of steps, then down to the lowest rate (the paper's form; three_phase=True).</summary>
    Three,
}
