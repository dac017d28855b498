using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>What turns gradients into steps.</summary>
[Description("What turns gradients into steps.")]
[OneOf(typeof(AdamWSettings), PlainNames = true, Noun = "optimizer")]
public abstract record OptimizerSettings;
