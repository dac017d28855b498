namespace Hms.Tuning.AutoML;

/// <summary>What an experiment with several classes optimises. Names as in ML.NET.</summary>
public enum MulticlassClassificationMetric
{
    /// <summary>Share of right predictions; larger is better.</summary>
    MicroAccuracy,

    /// <summary>Mean over classes of the share of right predictions; larger is better.</summary>
    MacroAccuracy,

    /// <summary>Cross entropy in nats; smaller is better.</summary>
    LogLoss,

    /// <summary>1 - log loss / log loss of the prior; larger is better.</summary>
    LogLossReduction,
}
