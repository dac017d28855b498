namespace Hms.Training.Features;

/// <summary>From the scores of the classes to probabilities.</summary>
internal enum ClassLink
{
    /// <summary>exp of each score, divided by their sum.</summary>
    Softmax,

    /// <summary>1 / (1 + exp(-score)) of each class, divided by their sum.</summary>
    OneVersusAll,
}
