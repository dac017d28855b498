using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Hms.Tests")]
