using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Where the recordings come from.</summary>
[Description("Where the recordings come from.")]
[OneOf(typeof(SyntheticDataSettings), typeof(HmsDataSettings), Noun = "data source")]
public abstract record DataSettings;
