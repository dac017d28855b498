namespace Hms.Training.Networks;

/// <summary>How a network sums up its last feature map over all places.</summary>
public enum GlobalPooling
{
    /// <summary>The mean.</summary>
    Average,

    /// <summary>The generalised mean with a learnt exponent, see <see cref="GeneralizedMeanPoolSpec"/>.</summary>
    GeneralizedMean,
}
