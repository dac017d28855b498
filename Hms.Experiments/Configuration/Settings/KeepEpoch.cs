namespace Hms.Experiments.Configuration.Settings;

/// <summary>Which epoch's weights a training keeps.</summary>
public enum KeepEpoch
{
    /// <summary>The last epoch's.</summary>
    Last,

    /// <summary>Those of the epoch with the best validation KL; that KL is optimistic, for it was chosen on the same rows.</summary>
    Best,
}
