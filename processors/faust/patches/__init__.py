"""What is changed in Faust and aiokafka, and why."""
