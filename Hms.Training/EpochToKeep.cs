namespace Hms.Training;

/// <summary>Which epoch's weights a training returns.</summary>
public enum EpochToKeep
{
    /// <summary>The last epoch that ran.</summary>
    LastEpoch,

    /// <summary>The epoch with the smallest validation divergence; needs a validation view. Its divergence is optimistic.</summary>
    BestEpoch,
}
