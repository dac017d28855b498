using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>What learns from features instead of a network.</summary>
[Description("What learns from features instead of a network.")]
[OneOf(typeof(LightGbmLearnerSettings), typeof(FastTreeLearnerSettings), typeof(LogisticRegressionLearnerSettings), PlainNames = true, Noun = "learner")]
public abstract record LearnerSettings;
