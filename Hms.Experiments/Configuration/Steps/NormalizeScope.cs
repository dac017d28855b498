namespace Hms.Experiments.Configuration.Steps;

/// <summary>Whose mean and standard deviation normalise a value.</summary>
public enum NormalizeScope
{
    /// <summary>The row's own.</summary>
    Instance,

    /// <summary>Those of all training rows.</summary>
    Datawide,
}
