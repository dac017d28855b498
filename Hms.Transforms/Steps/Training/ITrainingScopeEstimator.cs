namespace Hms.Transforms.Steps.Training;

/// <summary>Marks an estimator whose step changes which rows there are, or reads what scoring does not have: it belongs to training only and must be appended with TransformerScope.Training.</summary>
public interface ITrainingScopeEstimator;
