namespace Hms.Experiments.Configuration.Steps;

/// <summary>What is removed from each window first.</summary>
public enum DetrendMethod
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The window's mean.</summary>
    Constant,

    /// <summary>The window's straight line.</summary>
    Linear,
}
