namespace Hms.Tuning.AutoML;

/// <summary>What an experiment with two classes optimises; larger is better for each. Names as in ML.NET.</summary>
public enum BinaryClassificationMetric
{
    /// <summary>Share of right predictions.</summary>
    Accuracy,

    /// <summary>Area under the receiver operating characteristic.</summary>
    AreaUnderRocCurve,

    /// <summary>Area under the precision-recall curve; for rare positives.</summary>
    AreaUnderPrecisionRecallCurve,

    /// <summary>Harmonic mean of precision and recall.</summary>
    F1Score,

    /// <summary>Share of right ones among predicted positives.</summary>
    PositivePrecision,

    /// <summary>Share of positives that are found.</summary>
    PositiveRecall,

    /// <summary>Share of right ones among predicted negatives.</summary>
    NegativePrecision,

    /// <summary>Share of negatives that are found.</summary>
    NegativeRecall,
}
