# The bare engine, or the engine and the module.
param([string] $Module)
if ($Module) { Import-Module $Module }
